-- What lawyers settle among themselves about a ticket, and the one that its owner goes on with.

ALTER TABLE tickets ADD COLUMN asked BIGINT REFERENCES people (id);     -- the colleague who is asked to take it over
ALTER TABLE tickets ADD COLUMN guest BIGINT REFERENCES people (id);     -- the colleague who reads along and writes notes
ALTER TABLE tickets ADD COLUMN snoozed_until BIGINT;                    -- its lawyer has put it off until then
ALTER TABLE tickets ADD COLUMN follows BIGINT REFERENCES tickets (id);  -- the closed ticket that its owner goes on with
CREATE INDEX tickets_asked ON tickets (asked) WHERE asked IS NOT NULL;
CREATE INDEX tickets_guest ON tickets (guest) WHERE guest IS NOT NULL;
