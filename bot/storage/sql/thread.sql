-- A message whose words were erased (body '') is found by nobody any more; its row stays for what was counted.

-- name: add^
INSERT INTO messages (/*sqlite id, */ ticket, author, audience, person, address, message_id, copy_of, at, body)
VALUES (/*sqlite (SELECT max(coalesce(max(id), 0), coalesce((SELECT above FROM numbering WHERE room = 'messages'), 0)) + 1 FROM messages), */ 
    :ticket, :author, :audience, :person, :address, :message_id, :copy_of, :now, :body)
ON CONFLICT (address, message_id) DO NOTHING
RETURNING id;

-- name: find^
SELECT id, ticket, author, audience, person, address, message_id, at, edited_at, withdrawn_at, body FROM messages
WHERE id = :message AND body <> '';

-- name: copy_of^
SELECT id, ticket, author, audience, person, address, message_id, at, edited_at, withdrawn_at, body FROM messages
WHERE copy_of = :message AND body <> '' ORDER BY id LIMIT 1;

-- name: let_go!
UPDATE messages SET message_id = :message_id WHERE id = :message;

-- name: go_on!
UPDATE messages SET copy_of = :after WHERE copy_of = :before;

-- name: by_source^
SELECT id, ticket, author, audience, person, address, message_id, at, edited_at, withdrawn_at, body FROM messages
WHERE address = :address AND message_id = :message_id AND body <> '';

-- name: by_notice
-- In the order in which they stand in the notice.
SELECT messages.id, ticket, author, audience, person, address, message_id, at, edited_at, withdrawn_at, body
FROM relays JOIN messages ON messages.id = relays.message
WHERE relays.notice = :notice AND relays.beside = 0 AND messages.body <> ''
ORDER BY relays.item, messages.id;

-- name: of_ticket
-- What its owner and its lawyer may both read.
SELECT id, ticket, author, audience, person, address, message_id, at, edited_at, withdrawn_at, body FROM messages
WHERE ticket = :ticket AND (audience = :audience OR audience = :wider) AND body <> '' ORDER BY id;

-- name: count^
SELECT count(*) AS number FROM messages WHERE ticket = :ticket AND audience = :audience;

-- name: carried_by!
INSERT INTO relays (message, notice, reader, item)
SELECT CAST(:message AS BIGINT), CAST(:notice AS BIGINT), CAST(:reader AS BIGINT),
    (SELECT count(*) FROM relays WHERE relays.notice = :notice)
WHERE true
ON CONFLICT (message, notice) DO NOTHING;

-- name: beside!
INSERT INTO relays (message, notice, reader, beside) VALUES (:message, :notice, :reader, 1)
ON CONFLICT (message, notice) DO NOTHING;

-- name: relay_to^
-- The latest notice that carried a message to this reader, and its place among the items of that notice.
SELECT notice, item FROM relays
WHERE message = :message AND reader = :reader AND beside = 0
ORDER BY notice DESC
LIMIT 1;

-- name: edit!
UPDATE messages SET body = :body, edited_at = :now WHERE id = :message;
