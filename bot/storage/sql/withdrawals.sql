-- name: withdraw!
UPDATE messages SET withdrawn_at = :now WHERE id = :message AND withdrawn_at IS NULL;

-- name: last_of^
SELECT id, ticket, author, audience, person, address, message_id, at, edited_at, withdrawn_at, body FROM messages
WHERE address = :address AND person = :person AND author = 'lawyer' AND audience = :audience AND withdrawn_at IS NULL
  AND ticket = COALESCE(CAST(:ticket AS BIGINT), ticket)
ORDER BY id DESC
LIMIT 1;

-- name: between
SELECT id, ticket, author, audience, person, address, message_id, at, edited_at, withdrawn_at, body FROM messages
WHERE ticket = :ticket AND person = :person AND author = 'lawyer' AND audience = :audience AND id BETWEEN :first AND :last
ORDER BY id;

-- name: notices
-- Every notice that showed a message to somebody, and every copy of one that was sent again.
WITH RECURSIVE shown (id) AS (
    SELECT relays.notice FROM relays WHERE relays.message = :message
    UNION
    SELECT outbox.id FROM outbox JOIN shown ON outbox.again_of = shown.id
)
SELECT outbox.id, outbox.person, outbox.address, outbox.state, outbox.parts_done, outbox.unclear, outbox.doubtful
FROM outbox JOIN shown ON shown.id = outbox.id
ORDER BY outbox.id
/*postgres FOR NO KEY UPDATE OF outbox */;

-- name: cancel!
-- What the courier has in its hands just now is left to it.
UPDATE outbox SET state = 'withdrawn', body = '', finished_at = :now
WHERE id = :notice AND state IN ('pending', 'failed', 'uncertain');

-- name: keep_from!
-- What was not brought to somebody of a ticket's words, and will not be any more.
UPDATE outbox SET state = 'withdrawn', body = '', reason = :reason, finished_at = :now
WHERE ticket = :ticket AND person = :person AND state IN ('pending', 'failed', 'uncertain')
  AND kind IN ('relay', 'album', 'relay_edit', 'correction', 'reaction', 'view', 'sentence', 'rewrite');

-- name: keep_from_former!
-- The same, of all tickets whose lawyer somebody is.
UPDATE outbox SET state = 'withdrawn', body = '', reason = :reason, finished_at = :now
WHERE person = :person AND state IN ('pending', 'failed', 'uncertain')
  AND kind IN ('relay', 'album', 'relay_edit', 'correction', 'reaction', 'view', 'sentence', 'rewrite')
  AND ticket IN (SELECT id FROM tickets WHERE lawyer = :person);

-- name: bringing
-- Reader and writer of a notice, a row for each of their roles, beside its ticket.
SELECT tickets.*, people.id AS who, people.language, people.name, people.consented_at, people.handover_at, roles.role,
    seats.enterprise AS seat, seats.since AS seat_since, seats.standing,
    (SELECT created_at FROM outbox WHERE outbox.id = :notice) AS written_at,
    (SELECT max(at) FROM ticket_events
     WHERE ticket_events.ticket = tickets.id AND act IN (:act_1, :act_2, :act_3, :act_4, :act_5)) AS changed_hands_at,
    EXISTS (SELECT 1 FROM roles AS lost
            WHERE lost.person = :writer AND lost.role = :lawyer AND lost.revoked_at IS NOT NULL) AS was_lawyer
FROM tickets
JOIN people ON people.id IN (:reader, :writer)
LEFT JOIN roles ON roles.person = people.id AND roles.revoked_at IS NULL
LEFT JOIN seats ON seats.person = people.id
WHERE tickets.id = :ticket;

-- name: stop!
UPDATE outbox SET state = 'withdrawn', body = '', reason = :reason, sending_since = NULL, finished_at = :now
WHERE id = :notice
  AND (state IN ('pending', 'failed', 'uncertain') OR (state = 'sending' AND CAST(:claimed AS INTEGER) = 1));

-- name: under_way
SELECT id, person, kind, ticket, sender, state, reason FROM outbox
WHERE (person = :person OR sender = :person) AND ticket IS NOT NULL AND state IN ('pending', 'failed', 'uncertain')
ORDER BY id;

-- name: drop_lists!
-- A guest has tickets of their own in hand, too: one list too many is dropped and told rather than one too few.
UPDATE outbox SET state = 'withdrawn', body = '', finished_at = :now
WHERE person = :person AND in_hand = 1 AND state IN ('pending', 'failed', 'uncertain');

-- name: aim!
UPDATE outbox SET body = :body WHERE id = :notice AND state = 'sending';

-- name: cancel_once!
UPDATE outbox SET state = 'withdrawn', body = '', finished_at = :now WHERE once = :once AND state = 'pending';

-- name: origin^
-- The notice of which this one is a copy that was sent again, or itself.
WITH RECURSIVE up (id, again_of) AS (
    SELECT outbox.id, outbox.again_of FROM outbox WHERE outbox.id = :notice
    UNION
    SELECT outbox.id, outbox.again_of FROM outbox JOIN up ON outbox.id = up.again_of
)
SELECT id FROM up WHERE again_of IS NULL;
