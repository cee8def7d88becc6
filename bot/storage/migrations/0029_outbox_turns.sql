-- Whose turn it is in the outbox, as in the inbox: a chat that was sent much falls behind those that were not.

ALTER TABLE outbox ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;  -- an instant; whoever has the earliest is served first

DROP INDEX outbox_pending;
CREATE INDEX outbox_pending ON outbox (turn, id) WHERE state = 'pending';
