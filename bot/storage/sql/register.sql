-- name: lawyer^
-- Somebody is the same person to every account of one channel.
SELECT people.id, people.name, roles.granted_at, roles.revoked_at,
    lawyers.firm, lawyers.licence, lawyers.languages, lawyers.specialities, lawyers.towns, lawyers.industries
FROM addresses
JOIN accounts ON accounts.id = addresses.account
JOIN people ON people.id = addresses.person
LEFT JOIN roles ON roles.person = people.id AND roles.role = :role
LEFT JOIN lawyers ON lawyers.person = people.id
WHERE accounts.channel = :channel AND addresses.external_id = :external_id
ORDER BY addresses.id DESC
LIMIT 1;

-- name: set_lawyer!
UPDATE lawyers SET firm = :firm, licence = :licence, languages = :languages, specialities = :specialities, towns = :towns,
    industries = :industries
WHERE person = :person;

-- name: enterprises
SELECT id, name, aliases, credit_code, town, industry, contact, listed_at FROM enterprises
WHERE listed_at IS NOT NULL OR credit_code IS NOT NULL
ORDER BY id;

-- name: set_enterprise!
UPDATE enterprises SET name = :name, aliases = :aliases, credit_code = :credit_code,
    credit_code_index = :credit_code_index, town = :town, industry = :industry,
    contact = :contact, listed_at = coalesce(listed_at, :now)
WHERE id = :enterprise;

-- name: accounts
SELECT id, external_id FROM accounts WHERE channel = :channel ORDER BY id;
