-- name: is_excluded^
SELECT 1 AS yes FROM conflicts WHERE ticket = :ticket AND lawyer = :lawyer AND cleared_at IS NULL;

-- name: add!
-- What a lawyer says outweighs what names look like, also after an admin has cleared them.
INSERT INTO conflicts (ticket, lawyer, reason, ours, theirs, found_at)
VALUES (:ticket, :lawyer, :reason, :ours, :theirs, :now)
ON CONFLICT (ticket, lawyer) DO UPDATE SET reason = excluded.reason, ours = excluded.ours, theirs = excluded.theirs,
    found_at = excluded.found_at, cleared_at = NULL, cleared_by = NULL, cleared_because = NULL
WHERE excluded.reason = 'says_so' AND conflicts.reason <> 'says_so';

-- name: clear!
UPDATE conflicts SET cleared_at = :now, cleared_by = :by, cleared_because = :because
WHERE ticket = :ticket AND lawyer = :lawyer AND cleared_at IS NULL AND reason <> 'says_so';

-- name: of_ticket
SELECT conflicts.lawyer, people.name, conflicts.reason, conflicts.ours, conflicts.theirs, conflicts.cleared_at
FROM conflicts JOIN people ON people.id = conflicts.lawyer
WHERE conflicts.ticket = :ticket ORDER BY conflicts.found_at, conflicts.lawyer;

-- name: set_conflicted^
UPDATE tickets SET conflicted = :conflicted, version = version + 1 WHERE id = :ticket RETURNING *;

-- name: set_side^
UPDATE tickets SET side = :side, other_side = :other_side, version = version + 1 WHERE id = :ticket RETURNING *;

-- name: declare^
INSERT INTO lawyer_parties (lawyer, side, name, added_at) VALUES (:lawyer, :side, :name, :now) RETURNING id;

-- name: retract!
DELETE FROM lawyer_parties WHERE id = :id AND lawyer = :lawyer;

-- name: declared
SELECT id, side, name FROM lawyer_parties WHERE lawyer = :lawyer ORDER BY id;

-- name: declared_as
SELECT lawyer, name FROM lawyer_parties
WHERE side = :side AND (CAST(:lawyer AS BIGINT) IS NULL OR lawyer = :lawyer) ORDER BY id;

-- name: names_of
SELECT name, aliases FROM enterprises WHERE id = :enterprise;

-- name: typed_names_of
SELECT name FROM seats WHERE enterprise = :enterprise ORDER BY person;

-- name: clients
-- Whose butler somebody is, or whose ticket they hold or have held, by what it is called and what people with a seat call it.
SELECT acting.lawyer, called.name, called.aliases
FROM (
    SELECT butler AS lawyer, id AS enterprise FROM enterprises WHERE butler IS NOT NULL
    UNION
    SELECT ticket_events.person AS lawyer, tickets.enterprise
    FROM ticket_events JOIN tickets ON tickets.id = ticket_events.ticket
    WHERE ticket_events.act = 'take' AND ticket_events.person IS NOT NULL AND tickets.enterprise IS NOT NULL
    UNION
    SELECT lawyer, enterprise FROM tickets WHERE lawyer IS NOT NULL AND enterprise IS NOT NULL
) AS acting JOIN (
    SELECT id AS enterprise, name, aliases FROM enterprises
    UNION ALL
    SELECT enterprise, name, '[]' AS aliases FROM seats
) AS called ON called.enterprise = acting.enterprise
WHERE CAST(:lawyer AS BIGINT) IS NULL OR acting.lawyer = :lawyer
ORDER BY acting.enterprise, acting.lawyer;

-- name: opponents
SELECT lawyer, name FROM (
    SELECT ticket_events.person AS lawyer, tickets.other_side AS name
    FROM ticket_events JOIN tickets ON tickets.id = ticket_events.ticket
    WHERE ticket_events.act = 'take' AND ticket_events.person IS NOT NULL AND tickets.other_side IS NOT NULL
    UNION
    SELECT lawyer, other_side AS name FROM tickets WHERE lawyer IS NOT NULL AND other_side IS NOT NULL
) AS acting WHERE CAST(:lawyer AS BIGINT) IS NULL OR lawyer = :lawyer;
