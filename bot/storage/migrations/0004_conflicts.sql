-- Conflicts of interest: who the other side of a ticket is, and which lawyers may not see it.

ALTER TABLE tickets ADD COLUMN side TEXT;                            -- the question for the other side: asked | named | none | unknown | silent; empty: never asked
ALTER TABLE tickets ADD COLUMN other_side TEXT;                      -- its name, in its owner's words
ALTER TABLE tickets ADD COLUMN conflicted TEXT NOT NULL DEFAULT '[]';  -- the lawyers of `conflicts` that no admin has cleared, JSON

-- Why a lawyer is kept from a ticket. Rows stay when an admin clears one.
CREATE TABLE conflicts (
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    lawyer BIGINT NOT NULL REFERENCES people (id),
    reason TEXT NOT NULL,                      -- client | opponent | says_so
    ours TEXT NOT NULL,                        -- the name in the ticket; empty where the lawyer says so
    theirs TEXT NOT NULL,                      -- the name among the lawyer's that it is like
    found_at BIGINT NOT NULL,
    cleared_at BIGINT,
    cleared_by BIGINT REFERENCES people (id),
    cleared_because TEXT,                      -- other | former | agreed
    PRIMARY KEY (ticket, lawyer)
);

-- Clients and opponents that a lawyer has outside of the butler.
CREATE TABLE lawyer_parties (
    id INTEGER PRIMARY KEY,
    lawyer BIGINT NOT NULL REFERENCES people (id),
    side TEXT NOT NULL,                        -- client | opponent
    name TEXT NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX lawyer_parties_by_lawyer ON lawyer_parties (lawyer, id);
