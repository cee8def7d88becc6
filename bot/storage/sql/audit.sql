-- name: lock^
-- Entries are numbered without gaps: whoever adds one waits for whoever is just adding another. SQLite has one writer.
SELECT /*postgres pg_advisory_xact_lock(hashtextextended('audit', 0)) IS NULL AS waited, */ 1 AS alone;

-- name: head^
SELECT number, hash FROM audit_head WHERE one = 1;

-- name: append!
INSERT INTO audit (number, at, act, actor, person, ticket, enterprise, detail, previous, hash)
VALUES (:number, :at, :act, :by, :person, :ticket, :enterprise, :detail, :previous, :hash);

-- name: move_head!
INSERT INTO audit_head (one, number, hash) VALUES (1, :number, :hash)
ON CONFLICT (one) DO UPDATE SET number = excluded.number, hash = excluded.hash;

-- name: after
SELECT number, at, act, actor, person, ticket, enterprise, detail, previous, hash
FROM audit WHERE number > :number ORDER BY number LIMIT :most;

-- name: first_since^
SELECT min(number) AS number FROM audit WHERE at >= :since;

-- name: last^
SELECT max(at) AS at FROM audit WHERE actor = :by AND act = :act;
