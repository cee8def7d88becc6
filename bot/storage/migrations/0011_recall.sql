-- What a lawyer takes back, and words that went into more than one ticket.

ALTER TABLE messages ADD COLUMN withdrawn_at BIGINT;                     -- its writer has taken it back
ALTER TABLE messages ADD COLUMN copy_of BIGINT REFERENCES messages (id); -- the same words, sent knowingly into this ticket, too
CREATE INDEX messages_copy_of ON messages (copy_of) WHERE copy_of IS NOT NULL;

ALTER TABLE relays ADD COLUMN beside INTEGER NOT NULL DEFAULT 0;         -- 1: shows the message once more, as a correction does
