-- Last days that owners want to be reminded of. Which words set a limit off is not kept, only the day.

CREATE TABLE deadlines (
    id INTEGER PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people (id),
    ticket BIGINT REFERENCES tickets (id),
    question BIGINT REFERENCES questions (id), -- under whose answer it was worked out; empty: browsed to
    entry TEXT NOT NULL,                       -- the entry that states the limit, also one that is no longer in the knowledge
    number INTEGER NOT NULL,                   -- of the limit in its entry, from 1
    length INTEGER NOT NULL,                   -- the limit itself: bot.domain.deadlines.Limit
    unit TEXT NOT NULL,
    roll TEXT NOT NULL,
    trigger_day TEXT NOT NULL,                 -- ISO dates
    last_day TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open',        -- open | filed
    told INTEGER,                              -- days before, of the last reminder that was due; only ever smaller
    kept_at BIGINT NOT NULL,
    settled_at BIGINT,
    UNIQUE (person, entry, number, trigger_day)
);
CREATE INDEX deadlines_by_ticket ON deadlines (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX deadlines_by_question ON deadlines (question) WHERE question IS NOT NULL;
CREATE INDEX deadlines_open ON deadlines (last_day) WHERE state = 'open';

ALTER TABLE alarms ADD COLUMN deadline BIGINT REFERENCES deadlines (id);
ALTER TABLE alarms ADD COLUMN step INTEGER NOT NULL DEFAULT 0;  -- the step of its ladder that it rings for, from 0
CREATE INDEX alarms_of_deadline ON alarms (deadline) WHERE deadline IS NOT NULL;
