-- name: asked^
-- Small talk is no question. A ticket is the answer's successor: what became one was not answered by the butler.
SELECT count(*) AS asked,
    coalesce(sum(CASE WHEN entry IS NOT NULL AND tickets.id IS NULL THEN 1 ELSE 0 END), 0) AS answered
FROM questions LEFT JOIN tickets ON tickets.question = questions.id
WHERE asked_at >= :since AND asked_at < :until AND verdict <> 'chat';

-- name: waits
SELECT opened_at, answered_at FROM tickets
WHERE opened_at >= :since AND opened_at < :until AND answered_at IS NOT NULL;

-- name: rated^
SELECT coalesce(sum(helped), 0) AS helped, coalesce(sum(1 - helped), 0) AS not_helped FROM tickets
WHERE helped IS NOT NULL
  AND id IN (SELECT ticket FROM ticket_events WHERE act = 'rate' AND at >= :since AND at < :until);

-- name: why
-- The last reason that each owner gave.
SELECT reason AS word, count(*) AS number FROM ticket_events
WHERE id IN (
    SELECT max(id) FROM ticket_events
    WHERE act = 'rate' AND reason NOT IN ('yes', 'no', 'words') AND at >= :since AND at < :until
    GROUP BY ticket)
GROUP BY reason ORDER BY number DESC, word;

-- name: questions_at
SELECT asked_at AS at FROM questions WHERE asked_at >= :since AND asked_at < :until AND verdict <> 'chat';

-- name: tickets_at
SELECT opened_at AS at FROM tickets WHERE opened_at >= :since AND opened_at < :until;
