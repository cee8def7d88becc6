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

-- name: stuck
-- What was tried in vain, or should long have left; and what failed at a try or may not have arrived lately, and was not
-- sent again. Whoever blocked the bot is another matter.
SELECT kind, count(*) AS number, min(since) AS since
FROM (
    SELECT kind, outbox.created_at AS since
    FROM outbox JOIN addresses ON addresses.id = outbox.address
    WHERE outbox.state IN ('pending', 'sending') AND addresses.account = :account
      AND (outbox.attempts > 1 OR (outbox.attempts = 1 AND outbox.state = 'pending') OR outbox.not_before <= :late)
    UNION ALL
    SELECT kind, finished_at AS since
    FROM outbox JOIN addresses ON addresses.id = outbox.address
    WHERE outbox.state IN ('failed', 'uncertain') AND addresses.account = :account
      AND outbox.attempts > 0 AND finished_at > :lately AND addresses.unreachable_since IS NULL
      AND NOT EXISTS (SELECT 1 FROM outbox AS copy WHERE copy.again_of = outbox.id)
) AS undelivered
GROUP BY kind;

-- name: calls_heard^
-- Cards of an emergency, and calls to those who have one, to whoever holds it and to admins, that have arrived.
SELECT count(*) AS number FROM outbox
WHERE state = 'sent' AND created_at >= :since
  AND (once LIKE :calls OR id IN (SELECT notice FROM offers WHERE ticket = :ticket));

-- name: missed
-- What could not be brought to somebody who was not reachable, and was not sent again.
SELECT id, person, kind, ticket, sender, state, reason FROM outbox
WHERE address = :address AND state = 'failed' AND finished_at >= :since
  AND NOT EXISTS (SELECT 1 FROM outbox AS copy WHERE copy.again_of = outbox.id)
ORDER BY id
LIMIT :most;
