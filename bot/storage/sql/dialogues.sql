-- name: find^
SELECT step, data, since FROM dialogues WHERE person = :person;

-- name: begin!
INSERT INTO dialogues (person, step, data, since) VALUES (:person, :step, :data, :now)
ON CONFLICT (person) DO UPDATE SET step = excluded.step, data = excluded.data, since = excluded.since;

-- name: end!
DELETE FROM dialogues WHERE person = :person;
