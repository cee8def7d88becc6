-- What the replicas of one bot have to agree on: who fetches updates, what was asked of all, what was told already.

CREATE TABLE shared_state (
    name TEXT PRIMARY KEY NOT NULL,            -- said by whoever keeps it: turn:…, reload, told:…
    value TEXT NOT NULL
);
