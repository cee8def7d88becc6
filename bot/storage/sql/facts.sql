-- name: ask!
INSERT INTO ticket_facts (ticket, number, kind, asked_zh, asked_en)
VALUES (:ticket, :number, :kind, :asked_zh, :asked_en)
ON CONFLICT (ticket, number) DO NOTHING;

-- name: of_ticket
SELECT ticket_facts.number, ticket_facts.kind, ticket_facts.asked_zh, ticket_facts.asked_en, ticket_facts.state,
    ticket_facts.word, ticket_facts.message, messages.body
FROM ticket_facts LEFT JOIN messages ON messages.id = ticket_facts.message
WHERE ticket_facts.ticket = :ticket ORDER BY ticket_facts.number;

-- name: settle!
-- Only once: a second tap changes nothing.
UPDATE ticket_facts SET state = :state, word = :word, message = :message, told_at = :now
WHERE ticket = :ticket AND number = :number AND state = 'open';

-- name: typed_at^
SELECT max(told_at) AS at FROM ticket_facts WHERE ticket = :ticket AND message IS NOT NULL;

-- name: set_asking^
UPDATE tickets SET asks_facts = :asks, version = version + 1 WHERE id = :ticket RETURNING *;
