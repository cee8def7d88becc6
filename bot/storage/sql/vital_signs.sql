-- name: inbox^
SELECT coalesce(sum(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0) AS waiting,
    min(CASE WHEN state = 'waiting' THEN received_at END) AS oldest_at,
    coalesce(sum(CASE WHEN state = 'set_aside' THEN 1 ELSE 0 END), 0) AS set_aside
FROM inbox WHERE state IN ('waiting', 'set_aside');

-- name: outbox
-- Each half has an index of its own; what was delivered, nearly all, is not looked at.
SELECT kind, state, count(*) AS number, min(created_at) AS oldest_at
FROM outbox WHERE state IN ('pending', 'sending') AND address > 0 GROUP BY kind, state
UNION ALL
SELECT kind, state, count(*) AS number, min(created_at) AS oldest_at
FROM outbox WHERE state IN ('failed', 'uncertain') GROUP BY kind, state;

-- name: tickets
SELECT state AS word, count(*) AS number FROM tickets GROUP BY state;

-- name: emergencies^
-- Waiting: nobody has taken them. The others are those of the last day, with how long that took.
SELECT coalesce(sum(CASE WHEN taken_at IS NULL THEN 1 ELSE 0 END), 0) AS waiting,
    min(CASE WHEN taken_at IS NULL THEN emergency_at END) AS oldest_at,
    coalesce(sum(CASE WHEN taken_at >= :since AND taken_at >= emergency_at THEN 1 ELSE 0 END), 0) AS taken,
    coalesce(sum(CASE WHEN taken_at >= :since AND taken_at >= emergency_at THEN taken_at - emergency_at END), 0) AS waited
FROM tickets
WHERE emergency IS NOT NULL AND (taken_at >= :since OR (taken_at IS NULL AND closed_at IS NULL));

-- name: alarms^
SELECT coalesce(sum(CASE WHEN state = 'waiting' AND due_at <= :now THEN 1 ELSE 0 END), 0) AS overdue,
    coalesce(sum(CASE WHEN state = 'set_aside' THEN 1 ELSE 0 END), 0) AS set_aside
FROM alarms WHERE state IN ('waiting', 'set_aside');

-- name: verdicts
SELECT verdict AS word, count(*) AS number FROM questions WHERE asked_at >= :since GROUP BY verdict;

-- name: revision^
SELECT first_seen_at FROM revisions WHERE revision = :revision;

-- name: size^
-- Of the server's database; that of SQLite is a file, which the machine knows.
SELECT /*postgres pg_database_size(current_database()) + */ 0 AS bytes;
