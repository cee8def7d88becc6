-- name: suspend!
INSERT INTO suspensions (entry, suspended_at, suspended_by, reason, reason_words)
VALUES (:entry, :now, :person, :reason, :words)
ON CONFLICT (entry) WHERE resumed_at IS NULL DO NOTHING;

-- name: resume!
UPDATE suspensions SET resumed_at = :now, resumed_by = :person WHERE entry = :entry AND resumed_at IS NULL;

-- name: in_force
SELECT entry, suspended_at, suspended_by, reason, reason_words FROM suspensions WHERE resumed_at IS NULL ORDER BY suspended_at DESC, id DESC;

-- name: explain!
UPDATE suspensions SET reason = :reason, reason_words = :words WHERE entry = :entry AND resumed_at IS NULL;
