-- name: set^
INSERT INTO bans (person, reason, set_by, set_at, ends_at) VALUES (:person, :reason, :by, :now, :ends_at)
RETURNING id;

-- name: of_person^
SELECT id FROM bans WHERE person = :person AND lifted_at IS NULL AND ends_at > :now LIMIT 1;

-- name: lift^
UPDATE bans SET lifted_at = :now, lifted_by = :by WHERE id = :ban AND lifted_at IS NULL AND ends_at > :now
RETURNING id, person, reason, set_by, set_at, ends_at;

-- name: in_force
SELECT bans.id, bans.person, bans.reason, bans.set_by, bans.set_at, bans.ends_at, people.name
FROM bans JOIN people ON people.id = bans.person
WHERE bans.lifted_at IS NULL AND bans.ends_at > :now ORDER BY bans.id DESC;
