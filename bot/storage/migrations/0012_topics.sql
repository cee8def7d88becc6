-- Topics in lawyers' private chats. The ticket is the truth: a row here is a view of it, made anew when it is lost.

CREATE TABLE topics (
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    address BIGINT NOT NULL REFERENCES addresses (id),
    number BIGINT,                             -- the channel's message_thread_id; empty while there is none
    opening BIGINT,                            -- the notice that opens it
    held BIGINT,                               -- the notice that waits for it
    plain_until BIGINT,                        -- it could not be opened: until then everything goes without a topic
    lost INTEGER NOT NULL DEFAULT 0,           -- how often it was deleted
    done INTEGER NOT NULL DEFAULT 0,           -- 1: its name says that there is nothing to do any more
    PRIMARY KEY (ticket, address)
);
CREATE UNIQUE INDEX topics_by_number ON topics (address, number) WHERE number IS NOT NULL;
CREATE INDEX topics_by_opening ON topics (opening) WHERE opening IS NOT NULL;

ALTER TABLE outbox ADD COLUMN here BIGINT;     -- the topic in which its reader wrote or tapped what it answers
