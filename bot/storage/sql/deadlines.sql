-- name: keep^
INSERT INTO deadlines
    (person, ticket, question, entry, number, length, unit, roll, trigger_day, last_day, told, kept_at)
VALUES (:person, :ticket, :question, :entry, :number, :length, :unit, :roll, :trigger_day, :last_day, :told, :now)
ON CONFLICT (person, entry, number, trigger_day) DO UPDATE
SET ticket = coalesce(excluded.ticket, deadlines.ticket), question = coalesce(excluded.question, deadlines.question),
    length = excluded.length, unit = excluded.unit, roll = excluded.roll, last_day = excluded.last_day,
    told = excluded.told, kept_at = excluded.kept_at, state = 'open', settled_at = NULL
RETURNING *;

-- name: find^
SELECT * FROM deadlines WHERE id = :id;

-- name: all_open
SELECT * FROM deadlines WHERE state = 'open' ORDER BY id;

-- name: of_person
SELECT * FROM deadlines WHERE person = :person AND state = 'open' ORDER BY last_day, id;

-- name: of_ticket
SELECT * FROM deadlines WHERE ticket = :ticket AND state = 'open' ORDER BY last_day, id;

-- name: of_question
SELECT * FROM deadlines WHERE question = :question AND person = :person AND state = 'open' ORDER BY last_day, id;

-- name: attach!
UPDATE deadlines SET ticket = :ticket WHERE question = :question AND person = :person;

-- name: note_told!
UPDATE deadlines SET told = :told WHERE id = :id AND (told IS NULL OR told > :told);

-- name: move!
UPDATE deadlines SET last_day = :last_day WHERE id = :id;

-- name: file!
UPDATE deadlines SET state = 'filed', settled_at = :now WHERE id = :id AND state = 'open';

-- name: drop_alarms!
DELETE FROM alarms WHERE deadline = :id;

-- name: drop!
DELETE FROM deadlines WHERE id = :id;

-- name: drop_alarms_of!
DELETE FROM alarms WHERE deadline IN (SELECT id FROM deadlines WHERE person = :person);

-- name: drop_of!
DELETE FROM deadlines WHERE person = :person;

-- name: wind!
INSERT INTO alarms (kind, deadline, set_at, due_at) VALUES ('deadline', :id, :now, :due_at);

-- name: settle!
UPDATE alarms SET state = 'done', settled_at = :now WHERE deadline = :id AND state = 'waiting';

-- name: due^
SELECT min(due_at) AS due_at FROM alarms WHERE deadline = :id AND state = 'waiting';
