-- What people with power did, for good: a chain, in which each row holds the fingerprint of the one before.

CREATE TABLE audit (
    number BIGINT PRIMARY KEY NOT NULL,        -- from 1, without gaps
    at BIGINT NOT NULL,
    act TEXT NOT NULL,                         -- bot.domain.audit.AuditAct
    actor BIGINT,                              -- a person; empty: the butler itself. No reference: it stays what it was
    person BIGINT,
    ticket BIGINT,
    enterprise BIGINT,
    detail TEXT NOT NULL,                      -- ids, numbers and words of our own, JSON; never anybody's words
    previous TEXT NOT NULL,                    -- the hash of the row before
    hash TEXT NOT NULL                         -- SHA-256: bot.domain.audit.AuditEntry.fingerprint
);
CREATE INDEX audit_by_time ON audit (at);

-- The end of the chain once more: a row that is cut off there is missed.
CREATE TABLE audit_head (
    one BIGINT PRIMARY KEY NOT NULL,           -- 1
    number BIGINT NOT NULL,
    hash TEXT NOT NULL
);
