-- name: find^
SELECT step, data, since FROM dialogues WHERE person = :person AND account = :account;

-- name: begin!
INSERT INTO dialogues (person, account, step, data, since) VALUES (:person, :account, :step, :data, :now)
ON CONFLICT (person, account) DO UPDATE SET step = excluded.step, data = excluded.data, since = excluded.since;

-- name: end!
DELETE FROM dialogues WHERE person = :person AND account = :account;

-- name: end_all!
DELETE FROM dialogues WHERE person = :person;
