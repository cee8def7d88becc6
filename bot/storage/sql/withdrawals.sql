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
/*postgres FOR UPDATE OF outbox */;

-- name: cancel!
-- What the courier has in its hands just now is left to it.
UPDATE outbox SET state = 'withdrawn', body = '', finished_at = :now
WHERE id = :notice AND state IN ('pending', 'failed', 'uncertain');

-- name: keep_from!
-- What was not brought to somebody of a ticket's words, and will not be any more.
UPDATE outbox SET state = 'withdrawn', body = '', finished_at = :now
WHERE ticket = :ticket AND person = :person AND state IN ('pending', 'failed', 'uncertain')
  AND kind IN ('relay', 'album', 'relay_edit', 'correction', 'reaction', 'view', 'sentence', 'rewrite');

-- name: keep_from_former!
-- The same, of all tickets whose lawyer somebody is.
UPDATE outbox SET state = 'withdrawn', body = '', finished_at = :now
WHERE person = :person AND state IN ('pending', 'failed', 'uncertain')
  AND kind IN ('relay', 'album', 'relay_edit', 'correction', 'reaction', 'view', 'sentence', 'rewrite')
  AND ticket IN (SELECT id FROM tickets WHERE lawyer = :person);

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
