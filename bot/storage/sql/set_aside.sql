-- name: all
-- Longest ago first.
SELECT 'update' AS kind, id, received_at AS since, attempts, last_error FROM inbox WHERE state = 'set_aside'
UNION ALL
SELECT 'alarm' AS kind, id, due_at AS since, attempts, last_error FROM alarms WHERE state = 'set_aside'
ORDER BY since, kind, id;
