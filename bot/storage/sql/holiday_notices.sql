-- name: begin!
INSERT INTO holiday_notices (first_day, last_day, back_day, audience, sent_by, sent_at)
VALUES (:first_day, :last_day, :back_day, :audience, :sent_by, :now)
ON CONFLICT (first_day) DO NOTHING;

-- name: find^
SELECT first_day, last_day, back_day, audience, reached, sent_at, people.name
FROM holiday_notices JOIN people ON people.id = sent_by WHERE first_day = :first_day;

-- name: running^
SELECT first_day, last_day, back_day, audience, reached, sent_at, '' AS name
FROM holiday_notices WHERE told_at IS NULL ORDER BY first_day LIMIT 1 /*postgres FOR NO KEY UPDATE */;

-- name: readers
-- Owners who agreed and want to be told: all, or those who asked something lately or have an open ticket. Staff know.
SELECT people.id, people.language FROM people
WHERE people.id > :after AND people.consented_at IS NOT NULL AND people.no_notices_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM roles WHERE roles.person = people.id AND roles.revoked_at IS NULL)
  AND (:audience = 'all'
    OR EXISTS (SELECT 1 FROM tickets WHERE tickets.owner = people.id AND tickets.closed_at IS NULL)
    OR EXISTS (SELECT 1 FROM questions WHERE questions.person = people.id AND questions.asked_at >= :since))
ORDER BY people.id
LIMIT :most;

-- name: reached!
UPDATE holiday_notices SET reached = :reached WHERE first_day = :first_day;

-- name: fates
SELECT state, count(*) AS number FROM outbox WHERE once LIKE :pattern GROUP BY state;

-- name: told!
UPDATE holiday_notices SET told_at = :now WHERE first_day = :first_day;

-- name: set_wanted!
UPDATE people SET no_notices_at = CASE WHEN :wanted = 1 THEN NULL ELSE CAST(:now AS BIGINT) END WHERE id = :person;
