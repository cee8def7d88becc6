-- name: set^
INSERT INTO holds (ticket, enterprise, reason, set_by, set_at, ends_at)
VALUES (:ticket, :enterprise, :reason, :by, :now, :ends_at)
RETURNING id;

-- name: lift^
UPDATE holds SET lifted_at = :now, lifted_by = :by WHERE id = :hold AND lifted_at IS NULL AND ends_at > :now
RETURNING id, ticket, enterprise, reason, set_by, set_at, ends_at;

-- name: in_force
SELECT id, ticket, enterprise, reason, set_by, set_at, ends_at FROM holds
WHERE lifted_at IS NULL AND ends_at > :now ORDER BY id DESC;

-- name: on_enterprise^
SELECT 1 AS yes FROM holds WHERE enterprise = :enterprise AND lifted_at IS NULL AND ends_at > :now LIMIT 1;
