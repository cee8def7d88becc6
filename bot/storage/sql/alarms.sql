-- name: wind!
INSERT INTO alarms (kind, ticket, set_at, due_at, step) VALUES (:kind, :ticket, :now, :due_at, :step);

-- name: running
SELECT id, kind, ticket, set_at, due_at, attempts, deadline, step FROM alarms
WHERE ticket = :ticket AND state = 'waiting';

-- name: all_running
SELECT id, kind, ticket, set_at, due_at, attempts, deadline, step FROM alarms WHERE state = 'waiting' ORDER BY id;

-- name: move!
UPDATE alarms SET due_at = :due_at, set_at = :set_at WHERE id = :id AND state = 'waiting';

-- name: settle!
UPDATE alarms SET state = 'done', settled_at = :now WHERE ticket = :ticket AND kind = :kind AND state = 'waiting';

-- name: desk_due^
SELECT min(due_at) AS due_at FROM alarms WHERE ticket IS NULL AND kind = :kind AND state = 'waiting'
    AND due_at > :now;

-- name: settle_desk!
UPDATE alarms SET state = 'done', settled_at = :now WHERE ticket IS NULL AND kind = :kind AND state = 'waiting';

-- name: settle_all!
UPDATE alarms SET state = 'done', settled_at = :now WHERE ticket = :ticket AND state = 'waiting';

-- name: take_next^
SELECT id, kind, ticket, set_at, due_at, attempts, deadline, step FROM alarms
WHERE state = 'waiting' AND due_at <= :now AND not_before <= :now
ORDER BY due_at, id
LIMIT 1
/*postgres FOR NO KEY UPDATE SKIP LOCKED */;

-- name: done!
UPDATE alarms SET state = 'done', settled_at = :now WHERE id = :id AND state = 'waiting';

-- name: failed!
UPDATE alarms
SET attempts = attempts + 1, last_error = :error, not_before = :not_before, state = :state
WHERE id = :id AND state = 'waiting' AND attempts = :attempts;

-- name: set_aside_count^
SELECT count(*) AS number FROM alarms WHERE state = 'set_aside';

-- name: try_again!
UPDATE alarms SET state = 'waiting', attempts = 0, not_before = 0 WHERE id = :id AND state = 'set_aside';

-- name: shorten_waits!
UPDATE alarms SET not_before = :longest WHERE state = 'waiting' AND not_before > :longest;
