-- name: find^
SELECT id, language, name, consented_at FROM people WHERE id = :person;

-- name: roles_of
SELECT role FROM roles WHERE person = :person;

-- name: meet!
INSERT INTO people (id, created_at) VALUES (:person, :now) ON CONFLICT (id) DO NOTHING;

-- name: set_language!
UPDATE people SET language = :language WHERE id = :person;

-- name: consent!
UPDATE people SET consented_at = :now, name = :name WHERE id = :person;

-- name: forget!
UPDATE people SET consented_at = NULL, name = NULL WHERE id = :person;

-- name: forget_questions!
-- The figures stay, the words go; what became a ticket is the lawyer's file.
UPDATE questions SET text = '' WHERE person = :person
AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.question = questions.id);

-- name: rename!
UPDATE people SET name = :name WHERE id = :person;

-- name: grant!
INSERT INTO roles (person, role, granted_at, granted_by) VALUES (:person, :role, :now, :by)
ON CONFLICT (person, role) DO NOTHING;

-- name: revoke!
DELETE FROM roles WHERE person = :person AND role = :role;

-- name: with_role
SELECT people.id, people.language, people.name, people.consented_at
FROM roles JOIN people ON people.id = roles.person
WHERE roles.role = :role ORDER BY roles.granted_at, people.id;

-- name: enlist!
INSERT INTO lawyers (person, idle_since) VALUES (:person, :now) ON CONFLICT (person) DO NOTHING;

-- name: set_duty!
UPDATE lawyers SET on_duty = :on_duty WHERE person = :person;

-- name: set_specialities!
UPDATE lawyers SET specialities = :specialities WHERE person = :person;

-- name: given_work!
UPDATE lawyers SET idle_since = :now WHERE person = :person;

-- name: roster
-- Whoever has stopped the bot can be shown nothing, and so is not on duty until they write again.
SELECT people.id, people.name, people.language, lawyers.idle_since, lawyers.specialities,
    CASE WHEN EXISTS (SELECT 1 FROM chats WHERE chats.chat_id = people.id AND chats.unreachable_since IS NOT NULL)
         THEN 0 ELSE lawyers.on_duty END AS on_duty,
    (SELECT count(*) FROM tickets WHERE tickets.lawyer = people.id AND tickets.state = 'taken')
    + (SELECT count(*) FROM offers JOIN tickets ON tickets.id = offers.ticket
       WHERE offers.lawyer = people.id AND offers.passed_at IS NULL AND tickets.state = 'waiting') AS workload
FROM lawyers
JOIN people ON people.id = lawyers.person
JOIN roles ON roles.person = people.id AND roles.role = 'lawyer'
ORDER BY people.id;

-- name: invite!
INSERT INTO invitations (code, role, made_by, made_at, expires_at) VALUES (:code, :role, :by, :now, :expires_at);

-- name: use_invitation^
UPDATE invitations SET used_by = :person, used_at = :now
WHERE code = :code AND used_at IS NULL AND expires_at > :now
RETURNING role, made_by;

-- name: enterprise_of^
SELECT enterprises.id, seats.name, enterprises.credit_code, seats.town, enterprises.butler
FROM seats JOIN enterprises ON enterprises.id = seats.enterprise WHERE seats.person = :person;

-- name: enterprise^
SELECT id, name, credit_code, town, butler FROM enterprises WHERE id = :enterprise;

-- name: enterprise_by_code^
SELECT id, name, credit_code, town, butler FROM enterprises WHERE credit_code = :credit_code;

-- name: add_enterprise^
INSERT INTO enterprises (name, credit_code, town, created_at) VALUES (:name, :credit_code, :town, :now)
RETURNING id, name, credit_code, town, butler;

-- name: sit_down!
INSERT INTO seats (person, enterprise, name, town, since) VALUES (:person, :enterprise, :name, :town, :now)
ON CONFLICT (person) DO UPDATE SET enterprise = excluded.enterprise, name = excluded.name, town = excluded.town,
    since = excluded.since;

-- name: stand_up!
DELETE FROM seats WHERE person = :person;

-- name: set_butler!
UPDATE enterprises SET butler = :lawyer WHERE id = :enterprise;

-- name: dialogue^
SELECT step, data, since FROM dialogues WHERE person = :person;

-- name: set_dialogue!
INSERT INTO dialogues (person, step, data, since) VALUES (:person, :step, :data, :now)
ON CONFLICT (person) DO UPDATE SET step = excluded.step, data = excluded.data, since = excluded.since;

-- name: end_dialogue!
DELETE FROM dialogues WHERE person = :person;
