-- What is kept long enough, or is to be forgotten, is erased; what an authority or a dispute needs is held.

ALTER TABLE tickets ADD COLUMN erased_at BIGINT;           -- since when no words of it are kept any more; empty: they are
CREATE INDEX tickets_kept ON tickets (closed_at) WHERE closed_at IS NOT NULL AND erased_at IS NULL;
CREATE INDEX audit_by_actor ON audit (actor, act);

-- While a hold is in force nothing of the ticket, or of any ticket of the enterprise, is erased.
CREATE TABLE holds (
    id INTEGER PRIMARY KEY,
    ticket BIGINT REFERENCES tickets (id),                 -- either this …
    enterprise BIGINT REFERENCES enterprises (id),         -- … or this
    reason TEXT NOT NULL,                                  -- in the admin's words
    set_by BIGINT NOT NULL REFERENCES people (id),
    set_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,                               -- when it ends by itself; 9223372036854775807: never
    lifted_at BIGINT,
    lifted_by BIGINT REFERENCES people (id)
);
CREATE INDEX holds_of_ticket ON holds (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX holds_of_enterprise ON holds (enterprise) WHERE enterprise IS NOT NULL;
