-- The nightly backups: one row a day, so that one replica makes it, and everybody knows whether it is good.
CREATE TABLE backups (
    day TEXT PRIMARY KEY NOT NULL,             -- ISO date of the night for which it is, in the office's time zone
    begun_at BIGINT NOT NULL,                  -- the claim; one that is too old belongs to a process that is gone
    state TEXT NOT NULL,                       -- running | good | failed
    finished_at BIGINT,
    bytes BIGINT
);
