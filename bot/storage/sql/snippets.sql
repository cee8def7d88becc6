-- name: add^
INSERT INTO snippets (lawyer, name, body, changed_at) VALUES (:lawyer, :name, :body, :now) RETURNING id;

-- name: change!
UPDATE snippets SET body = :body, changed_at = :now WHERE id = :id AND lawyer = :lawyer;

-- name: drop!
DELETE FROM snippets WHERE id = :id AND lawyer = :lawyer;

-- name: drop_all!
DELETE FROM snippets WHERE lawyer = :lawyer;

-- name: find^
SELECT id, name, body FROM snippets WHERE id = :id AND lawyer = :lawyer;

-- name: of_lawyer
SELECT id, name, body FROM snippets WHERE lawyer = :lawyer ORDER BY id;
