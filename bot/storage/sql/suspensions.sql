-- name: suspend!
INSERT INTO suspensions (entry, suspended_at, suspended_by) VALUES (:entry, :now, :person)
ON CONFLICT (entry) WHERE resumed_at IS NULL DO NOTHING;

-- name: resume!
UPDATE suspensions SET resumed_at = :now, resumed_by = :person WHERE entry = :entry AND resumed_at IS NULL;

-- name: in_force
SELECT entry, suspended_at, suspended_by FROM suspensions WHERE resumed_at IS NULL ORDER BY suspended_at DESC, id DESC;
