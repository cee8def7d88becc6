-- name: lasting
SELECT id, name, began_at, seen_at, told_at FROM troubles WHERE account = :account AND ended_at IS NULL;

-- name: begin!
INSERT INTO troubles (account, name, began_at, seen_at) VALUES (:account, :name, :since, :now)
ON CONFLICT (account, name) WHERE ended_at IS NULL DO NOTHING;

-- name: see!
UPDATE troubles SET seen_at = :now WHERE id = :id AND ended_at IS NULL;

-- name: tell!
-- One replica tells: the one that finds it as it was read.
UPDATE troubles SET told_at = :now
WHERE id = :id AND ended_at IS NULL AND coalesce(told_at, 0) = CAST(:before AS BIGINT);

-- name: end!
UPDATE troubles SET ended_at = seen_at WHERE id = :id AND ended_at IS NULL AND seen_at = :seen_at;

-- name: last_answer^
SELECT at FROM last_answers WHERE account = :account;

-- name: note_answer!
INSERT INTO last_answers (account, at) VALUES (:account, :at)
ON CONFLICT (account) DO UPDATE SET at = excluded.at;
