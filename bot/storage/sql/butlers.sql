-- name: assign!
-- Only where nobody is the butler, or somebody who is no lawyer any more.
UPDATE enterprises SET butler = :lawyer, butler_because = :because
WHERE id = :enterprise AND (butler IS NULL OR butler = :former);

-- name: change!
UPDATE enterprises SET butler = :lawyer, butler_because = :because WHERE id = :enterprise;

-- name: counts
SELECT butler, count(*) AS number FROM enterprises WHERE butler IS NOT NULL GROUP BY butler;

-- name: profile^
SELECT people.id, people.name, lawyers.firm, lawyers.licence, lawyers.languages, enterprises.butler_because
FROM enterprises
JOIN people ON people.id = enterprises.butler
JOIN lawyers ON lawyers.person = people.id
JOIN roles ON roles.person = people.id AND roles.role = :role AND roles.revoked_at IS NULL
WHERE enterprises.id = :enterprise;

-- name: enterprises
SELECT enterprises.id, enterprises.name, people.name AS butler_name,
    CASE WHEN enterprises.verified_at IS NOT NULL
        OR (enterprises.listed_at IS NOT NULL AND enterprises.credit_code IS NOT NULL) THEN 1 ELSE 0 END AS is_verified
FROM enterprises LEFT JOIN people ON people.id = enterprises.butler
WHERE enterprises.name <> ''  -- '': erased
ORDER BY enterprises.id DESC
LIMIT :most OFFSET :skip;

-- name: count_enterprises^
SELECT count(*) AS number FROM enterprises WHERE name <> '';

-- name: owners
SELECT person FROM seats WHERE enterprise = :enterprise ORDER BY since, person;
