-- name: begin^
INSERT INTO second_looks (ticket, lawyer, reader, invited, state, asked_at)
VALUES (:ticket, :lawyer, :reader, :invited, :state, :now) RETURNING *;

-- name: latest^
SELECT * FROM second_looks WHERE ticket = :ticket ORDER BY id DESC LIMIT 1;

-- name: ask!
UPDATE second_looks SET reader = :reader, invited = :invited, state = :state, asked_at = :now WHERE id = :look;

-- name: settle!
UPDATE second_looks SET state = :state WHERE id = :look AND state IN ('asked', 'nobody');

-- name: add_word!
INSERT INTO second_words (message, look) VALUES (:message, :look);

-- name: words
SELECT messages.id, messages.ticket, author, audience, person, address, message_id, at, edited_at, withdrawn_at, body
FROM second_words JOIN messages ON messages.id = second_words.message
WHERE second_words.look = :look ORDER BY messages.id;

-- name: look_of^
SELECT second_looks.* FROM second_looks JOIN second_words ON second_words.look = second_looks.id
WHERE second_words.message = :message;

-- name: let_out!
-- From now on its owner may read it.
UPDATE messages SET audience = :audience, at = :now WHERE id = :message;
