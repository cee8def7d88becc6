-- name: claim!
-- One that failed is tried again later; one that never ended belongs to a process that is gone.
INSERT INTO backups (day, begun_at, state) VALUES (:day, :now, 'running')
ON CONFLICT (day) DO UPDATE SET begun_at = excluded.begun_at, state = 'running'
WHERE (backups.state = 'failed' AND backups.begun_at <= :failed_before)
   OR (backups.state = 'running' AND backups.begun_at <= :gone_before);

-- name: settle!
UPDATE backups SET state = :state, finished_at = :now, bytes = :bytes
WHERE day = :day AND state = 'running' AND begun_at = :begun_at;

-- name: standing^
SELECT (SELECT state FROM backups WHERE state <> 'running' ORDER BY begun_at DESC LIMIT 1) AS latest,
    max(CASE WHEN state = 'good' THEN finished_at END) AS good_at,
    min(begun_at) AS first_at
FROM backups;
