-- name: fetch^
SELECT value FROM shared_state WHERE name = :name;

-- name: keep!
-- Of two that keep the same at once the second waits for the first, and changes nothing.
INSERT INTO shared_state (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE shared_state.value <> excluded.value;

-- name: begin!
INSERT INTO shared_state (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING;

-- name: replace!
UPDATE shared_state SET value = :value WHERE name = :name AND value = :seen;
