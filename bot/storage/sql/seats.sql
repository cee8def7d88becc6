-- name: of_enterprise
-- Whoever has a seat, the keeper first, then by when they came; also those who only say so.
SELECT seats.person, people.name, people.language, seats.since, seats.standing
FROM seats JOIN people ON people.id = seats.person
WHERE seats.enterprise = :enterprise
ORDER BY CASE seats.standing WHEN 'keeper' THEN 0 ELSE 1 END, seats.since, seats.person;

-- name: invite!
INSERT INTO invitations (code, role, made_by, made_at, expires_at, enterprise)
VALUES (:code, 'seat', :by, :now, :expires_at, :enterprise);

-- name: invitation^
-- An invitation ends with its maker: whoever no longer keeps the enterprise has invited nobody.
SELECT invitations.enterprise
FROM invitations
JOIN seats ON seats.person = invitations.made_by AND seats.enterprise = invitations.enterprise AND seats.standing = 'keeper'
WHERE invitations.code = :code AND invitations.used_at IS NULL AND invitations.expires_at > :now;

-- name: is_invitation^
SELECT 1 AS yes FROM invitations WHERE code = :code AND enterprise IS NOT NULL;

-- name: use_invitation!
UPDATE invitations SET used_by = :person, used_at = :now WHERE code = :code AND used_at IS NULL;

-- name: as_kept^
-- The name and town that whoever keeps the enterprise gave it.
SELECT name, town FROM seats WHERE enterprise = :enterprise AND standing = 'keeper';

-- name: admit!
INSERT INTO seats (person, enterprise, name, town, since, standing)
VALUES (:person, :enterprise, :name, :town, :now, 'member')
ON CONFLICT (person) DO UPDATE SET enterprise = excluded.enterprise, name = excluded.name, town = excluded.town,
    since = excluded.since, standing = excluded.standing;

-- name: set_standing!
UPDATE seats SET standing = :standing WHERE person = :person AND enterprise = :enterprise;

-- name: stand_up!
DELETE FROM seats WHERE person = :person AND enterprise = :enterprise;

-- name: unfollow_all!
DELETE FROM followers
WHERE person = :person AND ticket IN (SELECT id FROM tickets WHERE enterprise = :enterprise);

-- name: unfollow!
DELETE FROM followers WHERE person = :person AND ticket = :ticket;

-- name: follow!
INSERT INTO followers (ticket, person, since) VALUES (:ticket, :person, :now) ON CONFLICT DO NOTHING;

-- name: followers
SELECT person FROM followers WHERE ticket = :ticket ORDER BY since, person;

-- name: share^
UPDATE tickets SET shared_at = :now, version = version + 1 WHERE id = :ticket AND version = :version RETURNING *;

-- name: pass_tickets_on
-- What somebody shared is the enterprise's: it goes to whoever keeps it.
UPDATE tickets SET owner = :heir, lang = :lang, version = version + 1
WHERE owner = :person AND enterprise = :enterprise AND shared_at IS NOT NULL
RETURNING *;

-- name: let_in!
-- Whoever only said that they belong to it shares its tickets from now on; the first keeps it.
UPDATE seats SET since = :now,
    standing = CASE WHEN EXISTS (SELECT 1 FROM seats AS other
                                 WHERE other.enterprise = :enterprise AND other.standing = 'keeper')
                    THEN 'member' ELSE 'keeper' END
WHERE person = :person AND enterprise = :enterprise AND standing = 'claimed';

-- name: detach_deadlines!
-- A last day is kept by whoever typed it: it stays theirs, and leaves the ticket that does not.
UPDATE deadlines SET ticket = NULL
WHERE person = :person AND ticket IN (SELECT id FROM tickets WHERE enterprise = :enterprise AND shared_at IS NOT NULL);

-- name: forget_relays!
DELETE FROM relays WHERE notice IN (
    SELECT outbox.id FROM outbox JOIN tickets ON tickets.id = outbox.ticket
    WHERE outbox.person = :person AND outbox.state = 'pending' AND tickets.enterprise = :enterprise
      AND tickets.shared_at IS NOT NULL AND tickets.owner <> :person
      AND NOT EXISTS (SELECT 1 FROM offers WHERE offers.notice = outbox.id));

-- name: drop_waiting!
-- What a colleague was still to be told of others' tickets; cards of offers are a lawyer's.
DELETE FROM outbox
WHERE person = :person AND state = 'pending'
  AND ticket IN (SELECT id FROM tickets WHERE enterprise = :enterprise AND shared_at IS NOT NULL AND owner <> :person)
  AND NOT EXISTS (SELECT 1 FROM offers WHERE offers.notice = outbox.id);
