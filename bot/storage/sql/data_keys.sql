-- name: of_subject
SELECT id, subject, wrapped FROM data_keys WHERE subject = :subject;

-- name: hold
-- Until the transaction ends nobody destroys what it seals with.
SELECT id, subject, wrapped FROM data_keys WHERE subject = :subject /*postgres FOR KEY SHARE */;

-- name: by_id
SELECT id, subject, wrapped FROM data_keys WHERE id = :id;

-- name: add!
INSERT INTO data_keys (id, subject, wrapped) VALUES (:id, :subject, :wrapped) ON CONFLICT (subject) DO NOTHING;

-- name: destroy!
DELETE FROM data_keys WHERE subject = :subject;

-- name: owner_of_ticket
SELECT owner FROM tickets WHERE id = :ticket;

-- name: any_key
SELECT wrapped FROM data_keys LIMIT 1;

-- name: witness
-- Until the transaction ends nobody wraps the keys by another master key.
SELECT wrapped FROM data_keys WHERE subject = :subject /*postgres FOR SHARE */;

-- name: every
SELECT id, subject, wrapped FROM data_keys ORDER BY id;

-- name: ids
SELECT id FROM data_keys;

-- name: rewrap!
UPDATE data_keys SET wrapped = :wrapped WHERE id = :id;
