-- name: listed
-- What was sent again is no longer undelivered; its copy is, if that failed as well.
SELECT id, ticket, state, reason
FROM outbox
WHERE state IN ('failed', 'uncertain') AND kind NOT IN ('open_topic', 'name_topic', 'reaction')
  AND NOT EXISTS (SELECT 1 FROM outbox AS copy WHERE copy.again_of = outbox.id)
ORDER BY id DESC
LIMIT :most OFFSET :skip;

-- name: count^
SELECT count(*) AS number FROM outbox
WHERE state IN ('failed', 'uncertain') AND kind NOT IN ('open_topic', 'name_topic', 'reaction')
  AND NOT EXISTS (SELECT 1 FROM outbox AS copy WHERE copy.again_of = outbox.id);

-- name: elsewhere_count^
SELECT count(*) AS number FROM outbox JOIN addresses ON addresses.id = outbox.address
WHERE outbox.state IN ('pending', 'sending') AND addresses.account <> :account;

-- name: missed
-- What could not be brought to somebody who was not reachable, and was not sent again.
SELECT id, person, kind, ticket, sender, state, reason FROM outbox
WHERE address = :address AND state = 'failed' AND finished_at >= :since
  AND NOT EXISTS (SELECT 1 FROM outbox AS copy WHERE copy.again_of = outbox.id)
ORDER BY id
LIMIT :most;
