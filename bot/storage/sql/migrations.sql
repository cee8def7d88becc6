-- name: applied
SELECT number, name, checksum FROM migrations ORDER BY number;

-- name: record!
INSERT INTO migrations (number, name, checksum, applied_at) VALUES (:number, :name, :checksum, :applied_at);
