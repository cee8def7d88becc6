-- name: grant^
INSERT INTO roles (person, role, granted_at, granted_by) VALUES (:person, :role, :now, :by)
ON CONFLICT (person, role) DO UPDATE
SET granted_at = excluded.granted_at, granted_by = excluded.granted_by, revoked_at = NULL, revoked_by = NULL
WHERE roles.revoked_at IS NOT NULL
RETURNING person;

-- name: appoint^
-- A seed: only for whoever never had the role, be it that it was taken away.
INSERT INTO roles (person, role, granted_at) VALUES (:person, :role, :now)
ON CONFLICT (person, role) DO NOTHING
RETURNING person;

-- name: was_revoked^
SELECT revoked_at FROM roles WHERE person = :person AND role = :role AND revoked_at IS NOT NULL;

-- name: revoke!
UPDATE roles SET revoked_at = :now, revoked_by = :by
WHERE person = :person AND role = :role AND revoked_at IS NULL;

-- name: lock_admins
SELECT person FROM roles WHERE role = :role AND revoked_at IS NULL ORDER BY person /*postgres FOR NO KEY UPDATE */;

-- name: with_role
SELECT people.id, people.language, people.name, people.consented_at, people.handover_at, roles.role,
    seats.enterprise AS seat, seats.since AS seat_since, seats.standing
FROM roles
JOIN people ON people.id = roles.person
LEFT JOIN seats ON seats.person = people.id
WHERE roles.role = :role AND roles.revoked_at IS NULL
ORDER BY roles.granted_at, people.id;

-- name: revoked
SELECT people.id, people.name,
    (SELECT external_id FROM addresses WHERE addresses.person = people.id ORDER BY addresses.id DESC LIMIT 1) AS external_id
FROM roles JOIN people ON people.id = roles.person
WHERE roles.role = :role AND roles.revoked_at IS NOT NULL
ORDER BY roles.revoked_at DESC, people.id;

-- name: enlist!
INSERT INTO lawyers (person, joined_at) VALUES (:person, :now)
ON CONFLICT (person) DO UPDATE SET on_duty = 1, word_until = NULL;

-- name: set_duty!
UPDATE lawyers SET on_duty = :on_duty, word_until = nullif(:until, 0)
WHERE person = :person AND (on_duty <> :on_duty OR coalesce(word_until, 0) <> :until);

-- name: set_hours!
UPDATE lawyers SET hours = :hours WHERE person = :person;

-- name: add_absence^
INSERT INTO absences (lawyer, kind, begins_at, ends_at, noted_at) VALUES (:lawyer, :kind, :begins_at, :ends_at, :now)
RETURNING id;

-- name: end_absence!
UPDATE absences SET ends_at = :now WHERE id = :id AND lawyer = :lawyer AND ends_at > :now;

-- name: absences
SELECT id, lawyer, kind, begins_at, ends_at FROM absences WHERE ends_at > :now ORDER BY begins_at, id;

-- name: set_specialities!
UPDATE lawyers SET specialities = :specialities WHERE person = :person;

-- name: roster
SELECT people.id, people.name, people.language, lawyers.specialities, lawyers.languages, lawyers.towns, lawyers.industries, lawyers.on_duty,
    lawyers.word_until, lawyers.hours,
    (SELECT count(*) FROM offers
     WHERE offers.lawyer = people.id AND offers.offered_at > :since AND offers.passed_at IS NULL) AS lately,
    coalesce((SELECT max(offered_at) FROM offers WHERE offers.lawyer = people.id), lawyers.joined_at) AS idle_since,
    (SELECT count(*) FROM tickets WHERE tickets.lawyer = people.id AND tickets.closed_at IS NULL)
    + (SELECT count(*) FROM offers JOIN tickets ON tickets.id = offers.ticket
       WHERE offers.lawyer = people.id AND offers.passed_at IS NULL
         AND tickets.lawyer IS NULL AND tickets.closed_at IS NULL) AS workload
FROM lawyers
JOIN people ON people.id = lawyers.person
JOIN roles ON roles.person = people.id AND roles.role = :role AND roles.revoked_at IS NULL
ORDER BY people.id;

-- name: invite!
INSERT INTO invitations (code, role, made_by, made_at, expires_at) VALUES (:code, :role, :by, :now, :expires_at);

-- name: use_invitation^
-- An invitation ends with its maker's office; who is given one again has to invite anew.
UPDATE invitations SET used_by = :person, used_at = :now
WHERE code = :code AND used_at IS NULL AND expires_at > :now AND enterprise IS NULL
  AND EXISTS (SELECT 1 FROM roles
              WHERE roles.person = invitations.made_by AND roles.role = :maker
                AND roles.revoked_at IS NULL AND roles.granted_at <= invitations.made_at)
RETURNING role, made_by;
