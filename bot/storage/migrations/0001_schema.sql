-- The whole schema. Instants are milliseconds since 1970, UTC.
--
-- No vocabulary (a state, a role, a kind) is a CHECK: a word could then be added only by rebuilding its table, which
-- neither engine does while other tables refer to it. The door of each room turns words into enums of `bot.domain`
-- and refuses the others.
-- Columns that hold people's words are written and read by `bot.storage.codec` only.

-- One bot on one channel. What a channel numbers (updates, messages, chats) means something only within one account.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,                     -- telegram
    external_id TEXT NOT NULL,                 -- the bot's own id there
    first_seen_at BIGINT NOT NULL,
    UNIQUE (channel, external_id)
);

CREATE TABLE people (
    id INTEGER PRIMARY KEY,                    -- ours; no channel's
    language TEXT,                             -- zh | zh-Hant | en; empty until chosen
    name TEXT,                                 -- kept only after consent, or for lawyers and admins
    consented_at BIGINT,                       -- nothing but addresses and numbers of messages is kept before this
    handover_at BIGINT,                        -- since when their words may be passed on to lawyers
    created_at BIGINT NOT NULL
);

-- Where somebody is reached: one chat with one account, and the lane in which its work is done in order.
CREATE TABLE addresses (
    id INTEGER PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts (id),
    external_id TEXT NOT NULL,
    person BIGINT REFERENCES people (id),      -- empty for a group, or until the person is met
    paused_until BIGINT NOT NULL DEFAULT 0,    -- the courier waits: the channel asked for it, or the pace does
    unreachable_since BIGINT,                  -- blocked the bot, or is gone
    UNIQUE (account, external_id)
);
CREATE INDEX addresses_person ON addresses (person, account);
CREATE INDEX addresses_external ON addresses (external_id);

-- The way in: what a channel sent, until its effects are committed.
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts (id),
    update_id BIGINT NOT NULL,
    address BIGINT NOT NULL REFERENCES addresses (id),
    received_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',     -- waiting | done | set_aside
    not_before BIGINT NOT NULL DEFAULT 0,      -- pause between two tries
    attempts INTEGER NOT NULL DEFAULT 0,       -- tries that failed
    last_error TEXT,                           -- the name of the error's class, never its words
    body TEXT NOT NULL,                        -- the update; emptied when done
    UNIQUE (account, update_id)
);
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE state = 'waiting';
CREATE INDEX inbox_waiting_of_address ON inbox (address, update_id) WHERE state = 'waiting';
CREATE INDEX inbox_set_aside ON inbox (id) WHERE state = 'set_aside';
CREATE INDEX inbox_received ON inbox (received_at);

-- The way out: what is to be said, until it is delivered or known not to be.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    address BIGINT NOT NULL REFERENCES addresses (id),
    person BIGINT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,                        -- bot.domain.outgoing.KINDS
    lang TEXT NOT NULL,
    body TEXT NOT NULL,
    ticket BIGINT,
    sender BIGINT,                             -- the person who is told when this does not arrive
    once TEXT UNIQUE,
    urgent INTEGER NOT NULL DEFAULT 0,         -- 1: may overtake what waits in the same chat
    state TEXT NOT NULL DEFAULT 'pending',     -- pending | sending | sent | failed | uncertain
    created_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,       -- calls begun for the present part
    parts_done INTEGER NOT NULL DEFAULT 0,     -- calls settled, of those that the notice consists of
    unclear INTEGER NOT NULL DEFAULT 0,        -- calls for the present part that the server answered with its own trouble
    doubtful INTEGER NOT NULL DEFAULT 0,       -- 1: a part may or may not have arrived
    sending_since BIGINT,                      -- the claim; too old means that the claimant is gone
    finished_at BIGINT,
    reason TEXT,                               -- why it failed, in the channel's words
    again_of BIGINT UNIQUE REFERENCES outbox (id)  -- sent a second time at somebody's request, once
);
CREATE INDEX outbox_open ON outbox (address, id) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_pending ON outbox (not_before, id) WHERE state = 'pending';
CREATE INDEX outbox_sending ON outbox (sending_since) WHERE state = 'sending';
CREATE INDEX outbox_undelivered ON outbox (id) WHERE state IN ('failed', 'uncertain');
CREATE INDEX outbox_with_words ON outbox (finished_at) WHERE state = 'sent' AND body <> '';
CREATE INDEX outbox_ticket ON outbox (ticket) WHERE ticket IS NOT NULL;

-- Which message in a chat belongs to which notice: how a reply finds its ticket.
CREATE TABLE deliveries (
    notice BIGINT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    message_id BIGINT NOT NULL,
    address BIGINT NOT NULL REFERENCES addresses (id),
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (notice, part, message_id)
);
CREATE INDEX deliveries_message ON deliveries (address, message_id, notice);

-- Who works here. A role that was taken away keeps its row: whoever was removed is not appointed again by a seed.
CREATE TABLE roles (
    person BIGINT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,                        -- lawyer | admin
    granted_at BIGINT NOT NULL,
    granted_by BIGINT REFERENCES people (id),  -- empty when config.yaml granted it
    revoked_at BIGINT,
    revoked_by BIGINT REFERENCES people (id),
    PRIMARY KEY (person, role)
);

CREATE TABLE lawyers (
    person BIGINT PRIMARY KEY NOT NULL REFERENCES people (id),
    on_duty INTEGER NOT NULL DEFAULT 1,
    specialities TEXT NOT NULL DEFAULT '[]',   -- slugs of measures, JSON
    joined_at BIGINT NOT NULL
);

CREATE TABLE invitations (
    code TEXT PRIMARY KEY NOT NULL,
    role TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES people (id),
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_by BIGINT REFERENCES people (id),
    used_at BIGINT
);

CREATE TABLE enterprises (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    credit_code TEXT UNIQUE,                   -- GB 32100, 18 characters
    town TEXT,
    butler BIGINT REFERENCES people (id),
    created_at BIGINT NOT NULL
);

CREATE TABLE seats (
    person BIGINT PRIMARY KEY NOT NULL REFERENCES people (id),
    enterprise BIGINT NOT NULL REFERENCES enterprises (id),
    name TEXT NOT NULL,                        -- as this person typed it: colleagues do not see each other's words
    town TEXT,
    since BIGINT NOT NULL
);

-- What the butler is waiting for from a person, in their chat with one account: a step of bot.domain.dialogue. What was begun
-- at one bot is not gone on with at another, whose messages have other numbers.
CREATE TABLE dialogues (
    person BIGINT NOT NULL REFERENCES people (id),
    account BIGINT NOT NULL REFERENCES accounts (id),
    step TEXT NOT NULL,
    data TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (person, account)
);

-- The journal: every question with what was decided about it.
CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people (id),
    address BIGINT NOT NULL REFERENCES addresses (id),
    message_id BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    text TEXT NOT NULL,
    lang TEXT NOT NULL,
    verdict TEXT NOT NULL,
    entry TEXT,                                -- the entry that was shown, also when picked from options
    measure TEXT,
    score DOUBLE PRECISION,
    candidates TEXT NOT NULL,                  -- [[entry, score], …] JSON
    talk TEXT,
    urgent INTEGER NOT NULL DEFAULT 0,
    revision TEXT NOT NULL,                    -- of the knowledge
    solved INTEGER NOT NULL DEFAULT 0          -- 1: its writer says that the answer was enough
);
CREATE INDEX questions_by_person ON questions (person, asked_at);
CREATE INDEX questions_by_message ON questions (address, message_id);
CREATE INDEX questions_by_time ON questions (asked_at);

CREATE TABLE revisions (
    revision TEXT PRIMARY KEY NOT NULL,
    first_seen_at BIGINT NOT NULL,
    entries INTEGER NOT NULL
);

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,        -- of two changes decided on the same version, one is kept
    owner BIGINT NOT NULL REFERENCES people (id),
    enterprise BIGINT REFERENCES enterprises (id),
    question BIGINT UNIQUE REFERENCES questions (id),
    measure TEXT,
    lang TEXT NOT NULL,
    urgent INTEGER NOT NULL DEFAULT 0,
    emergency TEXT,                            -- which kind its owner's words spoke of last; empty: none
    emergency_at BIGINT,                       -- when they did
    state TEXT NOT NULL,                       -- bot.domain.ticket.State
    lawyer BIGINT REFERENCES people (id),
    opened_at BIGINT NOT NULL,
    taken_at BIGINT,
    answered_at BIGINT,                        -- the first words of a lawyer
    closed_at BIGINT,
    close_reason TEXT,
    helped INTEGER                             -- 1 yes, 0 no, empty: not said
);
CREATE INDEX tickets_by_owner ON tickets (owner, opened_at);
CREATE INDEX tickets_by_state ON tickets (state, opened_at);
CREATE INDEX tickets_by_lawyer ON tickets (lawyer, state);

-- What happened to a ticket, when, by whom and why. Rows are added, never changed.
CREATE TABLE ticket_events (
    id INTEGER PRIMARY KEY,
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    at BIGINT NOT NULL,
    act TEXT NOT NULL,                         -- open | bot.domain.ticket.Act
    state TEXT NOT NULL,                       -- afterwards
    person BIGINT REFERENCES people (id),      -- empty: nobody, time or a delivery did it
    reason TEXT
);
CREATE INDEX ticket_events_by_ticket ON ticket_events (ticket, id);

CREATE TABLE offers (
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    lawyer BIGINT NOT NULL REFERENCES people (id),
    offered_at BIGINT NOT NULL,
    reason TEXT NOT NULL,                      -- why this lawyer: butler | speciality | load | idle | held | taken_back
    notice BIGINT REFERENCES outbox (id),      -- the card in the lawyer's chat
    passed_at BIGINT,                          -- declined, or no longer theirs
    PRIMARY KEY (ticket, lawyer)
);
CREATE INDEX offers_by_lawyer ON offers (lawyer, offered_at);
CREATE INDEX offers_by_notice ON offers (notice);

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    author TEXT NOT NULL,                      -- owner | lawyer
    audience TEXT NOT NULL,                    -- all: owner and lawyer; staff: never the owner
    person BIGINT NOT NULL REFERENCES people (id),
    address BIGINT NOT NULL REFERENCES addresses (id),
    message_id BIGINT NOT NULL,                -- in the writer's own chat
    at BIGINT NOT NULL,
    edited_at BIGINT,
    body TEXT NOT NULL,                        -- the words or file: bot.domain.message.IncomingMessage
    UNIQUE (address, message_id)
);
CREATE INDEX messages_by_ticket ON messages (ticket, id);

-- Which notice carried a message to whom, and as which item of an album: the stored pairs of a conversation.
CREATE TABLE relays (
    message BIGINT NOT NULL REFERENCES messages (id),
    notice BIGINT NOT NULL REFERENCES outbox (id),
    reader BIGINT NOT NULL REFERENCES people (id),
    item INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (message, notice)
);
CREATE INDEX relays_by_notice ON relays (notice, item);

-- Entries of the knowledge that an admin took out of answering, whatever their files say. Rows stay when one answers again.
CREATE TABLE suspensions (
    id INTEGER PRIMARY KEY,
    entry TEXT NOT NULL,                       -- the id of an entry, also of one that is no longer in the knowledge
    suspended_at BIGINT NOT NULL,
    suspended_by BIGINT NOT NULL REFERENCES people (id),
    resumed_at BIGINT,                         -- empty: still out of answering
    resumed_by BIGINT REFERENCES people (id)
);
CREATE UNIQUE INDEX suspensions_in_force ON suspensions (entry) WHERE resumed_at IS NULL;

-- Timers. An alarm that cannot be rung is tried again, then set aside, like an update.
CREATE TABLE alarms (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                        -- bot.usecases.alarms
    ticket BIGINT REFERENCES tickets (id),
    set_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',     -- waiting | done | set_aside
    not_before BIGINT NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    settled_at BIGINT
);
CREATE INDEX alarms_due ON alarms (due_at) WHERE state = 'waiting';
CREATE INDEX alarms_of_ticket ON alarms (ticket, kind) WHERE state = 'waiting';
CREATE INDEX alarms_set_aside ON alarms (id) WHERE state = 'set_aside';
