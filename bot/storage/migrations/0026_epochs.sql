-- A database has an epoch, which stands on every button that leaves the house: what was made before a backup was restored
-- says numbers that may mean something else since.

CREATE TABLE epochs (
    id INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL,                       -- random; no other has it
    begun_at BIGINT NOT NULL,
    backup_at BIGINT,                          -- when the last thing happened that stands in the restored backup; empty: made new
    uncertain INTEGER NOT NULL DEFAULT 0,      -- notices that waited in it, and may have been said since
    updates INTEGER NOT NULL DEFAULT 0,        -- updates that waited in it, and may have been dealt with since
    invitations INTEGER NOT NULL DEFAULT 0,    -- invitations that were open in it, and may have been used since
    told_at BIGINT                             -- when the admins were told of it
);

-- Numbers that were used after a backup are not used again: SQLite numbers a room above this, PostgreSQL by its own sequence.
CREATE TABLE numbering (
    room TEXT PRIMARY KEY NOT NULL,            -- a table
    above BIGINT NOT NULL
);
