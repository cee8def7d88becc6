-- name: of_person^
SELECT enterprises.id, seats.name, enterprises.name AS own_name, enterprises.credit_code, seats.town, enterprises.butler,
    enterprises.industry, enterprises.verified_at, enterprises.listed_at, seats.standing
FROM seats JOIN enterprises ON enterprises.id = seats.enterprise WHERE seats.person = :person;

-- name: find^
SELECT id, name, credit_code, town, butler, industry, verified_at, listed_at FROM enterprises WHERE id = :enterprise;

-- name: by_code^
SELECT id, name, credit_code, town, butler, industry FROM enterprises WHERE credit_code_index = :credit_code_index;

-- name: listed^
SELECT id FROM enterprises WHERE credit_code_index = :credit_code_index AND listed_at IS NOT NULL;

-- name: add^
-- Without a word yet: its own key seals them, and that is named by its number.
INSERT INTO enterprises (name, created_at) VALUES ('', :now) RETURNING id;

-- name: register!
UPDATE enterprises SET name = :name, credit_code = :credit_code, credit_code_index = :credit_code_index, town = :town
WHERE id = :enterprise;

-- name: sit_down!
-- Whoever comes to an enterprise in which nobody sits keeps it; whoever comes later only says that they belong to it. Who has a
-- seat there already keeps it as it is.
INSERT INTO seats (person, enterprise, name, town, since, standing)
VALUES (:person, :enterprise, :name, :town, :now,
    CASE WHEN EXISTS (SELECT 1 FROM seats WHERE seats.enterprise = :enterprise AND seats.person <> :person)
         THEN 'claimed' ELSE 'keeper' END)
ON CONFLICT (person) DO UPDATE SET name = excluded.name, town = excluded.town,
    since = CASE WHEN seats.enterprise = excluded.enterprise THEN seats.since ELSE excluded.since END,
    standing = CASE WHEN seats.enterprise = excluded.enterprise THEN seats.standing ELSE excluded.standing END,
    enterprise = excluded.enterprise;

-- name: lock^
-- Two who sit down first at the same moment would both be keepers.
SELECT id FROM enterprises WHERE id = :enterprise /*postgres FOR NO KEY UPDATE */;

-- name: verify!
UPDATE enterprises SET verified_at = :now, verified_by = :by WHERE id = :enterprise AND verified_at IS NULL;

-- name: withdraw!
UPDATE enterprises SET verified_at = NULL, verified_by = NULL WHERE id = :enterprise AND verified_at IS NOT NULL;

-- name: rename!
-- Of an enterprise on the bureau's list the name stays as it is there.
UPDATE enterprises SET name = :name, verified_at = NULL, verified_by = NULL WHERE id = :enterprise AND listed_at IS NULL;

-- name: unverified
-- Those in which somebody sits and that nobody has verified, and who keeps them; the newest first.
SELECT enterprises.id, enterprises.name, enterprises.credit_code, enterprises.town, enterprises.butler, enterprises.industry,
    people.name AS keeper
FROM enterprises
JOIN seats ON seats.enterprise = enterprises.id AND seats.standing = 'keeper'
JOIN people ON people.id = seats.person
WHERE enterprises.verified_at IS NULL AND (enterprises.listed_at IS NULL OR enterprises.credit_code IS NULL)
ORDER BY enterprises.created_at DESC, enterprises.id DESC
LIMIT :most OFFSET :skip;

-- name: count_unverified^
SELECT count(*) AS number
FROM enterprises JOIN seats ON seats.enterprise = enterprises.id AND seats.standing = 'keeper'
WHERE enterprises.verified_at IS NULL AND (enterprises.listed_at IS NULL OR enterprises.credit_code IS NULL);
