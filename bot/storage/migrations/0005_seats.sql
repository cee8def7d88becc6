-- Seats: several people share the tickets of an enterprise.

-- How somebody came to their seat: keeper (invites and revokes) | member (invited, or let in by an admin) | claimed (says so
-- alone: shares nothing). Of those who had typed the same credit code only the first is the keeper, nobody let the others in.
ALTER TABLE seats ADD COLUMN standing TEXT NOT NULL DEFAULT 'claimed';
UPDATE seats SET standing = 'keeper'
WHERE NOT EXISTS (
    SELECT 1 FROM seats AS earlier
    WHERE earlier.enterprise = seats.enterprise
      AND (earlier.since < seats.since OR (earlier.since = seats.since AND earlier.person < seats.person))
);
CREATE INDEX seats_by_enterprise ON seats (enterprise, since);

ALTER TABLE invitations ADD COLUMN enterprise BIGINT REFERENCES enterprises (id);  -- of an invitation to a seat; role is seat

ALTER TABLE enterprises ADD COLUMN verified_at BIGINT;                 -- an admin confirmed it
ALTER TABLE enterprises ADD COLUMN verified_by BIGINT REFERENCES people (id);

ALTER TABLE tickets ADD COLUMN shared_at BIGINT;                       -- since when those with a seat may see it; empty: its owner alone
CREATE INDEX tickets_shared ON tickets (enterprise, shared_at) WHERE shared_at IS NOT NULL;

-- Colleagues who take part in a shared ticket: they get its lawyer's words.
CREATE TABLE followers (
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    person BIGINT NOT NULL REFERENCES people (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (ticket, person)
);
