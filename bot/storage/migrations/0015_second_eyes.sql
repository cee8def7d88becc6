-- A first answer in a topic so marked waits until a colleague has read it. What waits is a message for staff until then.

CREATE TABLE second_looks (
    id INTEGER PRIMARY KEY,
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    lawyer BIGINT NOT NULL REFERENCES people (id),   -- whose answer it is
    reader BIGINT REFERENCES people (id),            -- who is asked to read it; empty: nobody is there
    invited INTEGER NOT NULL DEFAULT 0,              -- 1: reads the ticket along only for this
    state TEXT NOT NULL,                             -- bot.domain.second_look.State
    asked_at BIGINT NOT NULL
);
CREATE INDEX second_looks_by_ticket ON second_looks (ticket, id);

CREATE TABLE second_words (
    message BIGINT PRIMARY KEY REFERENCES messages (id),
    look BIGINT NOT NULL REFERENCES second_looks (id)
);
CREATE INDEX second_words_by_look ON second_words (look, message);
