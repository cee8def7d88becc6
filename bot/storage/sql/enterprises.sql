-- name: of_person^
SELECT enterprises.id, seats.name, enterprises.credit_code, seats.town, enterprises.butler
FROM seats JOIN enterprises ON enterprises.id = seats.enterprise WHERE seats.person = :person;

-- name: find^
SELECT id, name, credit_code, town, butler FROM enterprises WHERE id = :enterprise;

-- name: by_code^
SELECT id, name, credit_code, town, butler FROM enterprises WHERE credit_code = :credit_code;

-- name: add^
INSERT INTO enterprises (name, credit_code, town, created_at) VALUES (:name, :credit_code, :town, :now)
RETURNING id, name, credit_code, town, butler;

-- name: sit_down!
INSERT INTO seats (person, enterprise, name, town, since) VALUES (:person, :enterprise, :name, :town, :now)
ON CONFLICT (person) DO UPDATE SET enterprise = excluded.enterprise, name = excluded.name, town = excluded.town,
    since = excluded.since;

-- name: stand_up!
DELETE FROM seats WHERE person = :person;
