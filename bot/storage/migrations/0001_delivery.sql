-- The way in and the way out: what Telegram sent, what is to be said, and what has arrived.
-- Instants are milliseconds since 1970, UTC.

-- A lane: a person's private chat. Work on a chat is done in order, by one worker at a time.
CREATE TABLE chats (
    chat_id BIGINT PRIMARY KEY NOT NULL,
    paused_until BIGINT NOT NULL DEFAULT 0,    -- the courier waits: Telegram asked for it, or the pace does
    unreachable_since BIGINT                   -- blocked the bot; empty again when the person writes
);

CREATE TABLE inbox (
    update_id BIGINT PRIMARY KEY NOT NULL,
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    received_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'set_aside')),
    not_before BIGINT NOT NULL DEFAULT 0,      -- pause between two tries
    attempts INTEGER NOT NULL DEFAULT 0,       -- tries that failed
    last_error TEXT,                           -- the name of the error's class, never its words
    body TEXT NOT NULL                         -- the update as JSON; emptied when done
);
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE state = 'waiting';
CREATE INDEX inbox_waiting_of_chat ON inbox (chat_id, update_id) WHERE state = 'waiting';
CREATE INDEX inbox_received ON inbox (received_at);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    kind TEXT NOT NULL,
    lang TEXT NOT NULL,
    body TEXT NOT NULL,
    ticket BIGINT,
    sender BIGINT,                             -- told when this does not arrive
    once TEXT UNIQUE,
    urgent INTEGER NOT NULL DEFAULT 0,         -- 1: may overtake what waits in the same chat
    state TEXT NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'uncertain')),
    created_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,       -- calls begun for the present part
    parts_done INTEGER NOT NULL DEFAULT 0,     -- calls settled, of those that the notice consists of
    unclear INTEGER NOT NULL DEFAULT 0,        -- calls for the present part that the server answered with its own trouble
    doubtful INTEGER NOT NULL DEFAULT 0,       -- 1: a part may or may not have arrived
    sending_since BIGINT,                      -- the claim; too old means that the claimant is gone
    finished_at BIGINT,
    reason TEXT,                               -- why it failed, in Telegram's words
    again_of BIGINT UNIQUE REFERENCES outbox (id)  -- sent a second time at somebody's request, once
);
CREATE INDEX outbox_open ON outbox (chat_id, id) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_pending ON outbox (not_before, id) WHERE state = 'pending';
CREATE INDEX outbox_sending ON outbox (sending_since) WHERE state = 'sending';
CREATE INDEX outbox_undelivered ON outbox (id) WHERE state IN ('failed', 'uncertain');
CREATE INDEX outbox_with_words ON outbox (finished_at) WHERE state = 'sent' AND body <> '{}';
CREATE INDEX outbox_ticket ON outbox (ticket) WHERE ticket IS NOT NULL;

-- Which message in a chat belongs to which notice: how a reply finds its ticket.
CREATE TABLE deliveries (
    notice_id BIGINT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    message_id BIGINT NOT NULL,
    chat_id BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (notice_id, part, message_id)
);
CREATE INDEX deliveries_message ON deliveries (chat_id, message_id, notice_id);
