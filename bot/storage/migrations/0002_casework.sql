-- People, enterprises, questions, tickets, alarms. Instants are milliseconds since the epoch, UTC.

CREATE TABLE people (
    id BIGINT PRIMARY KEY,               -- the Telegram id; also the id of the private chat
    language TEXT,                       -- zh | zh-Hant | en; empty until chosen
    name TEXT,                           -- kept only after consent, or for lawyers and admins
    consented_at BIGINT,                 -- nothing beyond the id is kept before this
    created_at BIGINT NOT NULL
);

CREATE TABLE roles (
    person BIGINT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('lawyer', 'admin')),
    granted_at BIGINT NOT NULL,
    granted_by BIGINT,                   -- empty when config.yaml granted it
    PRIMARY KEY (person, role)
);

CREATE TABLE lawyers (
    person BIGINT PRIMARY KEY REFERENCES people (id),
    specialities TEXT NOT NULL DEFAULT '[]',  -- slugs of measures, JSON
    on_duty INTEGER NOT NULL DEFAULT 1,
    idle_since BIGINT NOT NULL           -- when the last ticket was given to this lawyer
);

CREATE TABLE invitations (
    code TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_by BIGINT,
    used_at BIGINT
);

CREATE TABLE enterprises (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    credit_code TEXT UNIQUE,             -- GB 32100, 18 characters
    town TEXT,
    butler BIGINT REFERENCES people (id),
    created_at BIGINT NOT NULL
);

CREATE TABLE seats (
    person BIGINT PRIMARY KEY REFERENCES people (id),
    enterprise BIGINT NOT NULL REFERENCES enterprises (id),
    name TEXT NOT NULL,                  -- as this person typed it: colleagues do not see each other's words
    town TEXT,
    since BIGINT NOT NULL
);

CREATE TABLE dialogues (
    person BIGINT PRIMARY KEY REFERENCES people (id),
    step TEXT NOT NULL,                  -- what the butler is waiting for
    data TEXT NOT NULL,                  -- JSON
    since BIGINT NOT NULL
);

CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people (id),
    message_id BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    text TEXT NOT NULL,
    lang TEXT NOT NULL,
    verdict TEXT NOT NULL,
    entry TEXT,                          -- the entry that was shown, also when picked from options
    measure TEXT,
    score DOUBLE PRECISION,
    candidates TEXT NOT NULL,            -- [[entry, score], …] JSON
    talk TEXT,
    urgent INTEGER NOT NULL DEFAULT 0,
    revision TEXT NOT NULL,              -- of the knowledge
    outcome TEXT                         -- solved | lawyer
);
CREATE INDEX questions_by_person ON questions (person, asked_at);
CREATE INDEX questions_by_time ON questions (asked_at);

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    owner BIGINT NOT NULL REFERENCES people (id),
    enterprise BIGINT REFERENCES enterprises (id),
    question BIGINT UNIQUE REFERENCES questions (id),
    measure TEXT,
    lang TEXT NOT NULL,
    urgent INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'closed')),
    lawyer BIGINT REFERENCES people (id),
    opened_at BIGINT NOT NULL,
    taken_at BIGINT,
    answered_at BIGINT,                  -- the lawyer's first words
    closed_at BIGINT,
    close_reason TEXT,
    helped INTEGER                       -- 1 yes, 0 no, empty: not said
);
CREATE INDEX tickets_by_owner ON tickets (owner, opened_at);
CREATE INDEX tickets_by_state ON tickets (state, opened_at);
CREATE INDEX tickets_by_lawyer ON tickets (lawyer, state);

CREATE TABLE offers (
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    lawyer BIGINT NOT NULL REFERENCES people (id),
    offered_at BIGINT NOT NULL,
    reason TEXT NOT NULL,                -- why this lawyer: butler | speciality | load | idle | only
    notice BIGINT,                       -- the card in the lawyer's chat
    passed_at BIGINT,
    PRIMARY KEY (ticket, lawyer)
);

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    author TEXT NOT NULL CHECK (author IN ('owner', 'lawyer')),
    person BIGINT NOT NULL REFERENCES people (id),
    message_id BIGINT NOT NULL,          -- in the person's own chat
    at BIGINT NOT NULL,
    edited_at BIGINT,
    body TEXT NOT NULL,                  -- the words or file, JSON as in bot.domain.message
    notice BIGINT,                       -- the notice that carries it to the other side
    UNIQUE (person, message_id)
);
CREATE INDEX messages_by_ticket ON messages (ticket, id);

CREATE TABLE alarms (
    id INTEGER PRIMARY KEY,
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL CHECK (kind IN ('take', 'answer')),
    due_at BIGINT NOT NULL,
    settled_at BIGINT                    -- rung, or no longer needed
);
CREATE INDEX alarms_by_due ON alarms (settled_at, due_at);

CREATE TABLE revisions (
    revision TEXT PRIMARY KEY,
    first_seen_at BIGINT NOT NULL,
    entries INTEGER NOT NULL
);
