-- When lawyers are there: their own weekly hours, leave and days in court, and a word that ends by itself.

ALTER TABLE lawyers ADD COLUMN word_until BIGINT;   -- until when on_duty holds against the weekly hours; empty: off until they say so, on as their hours say
ALTER TABLE lawyers ADD COLUMN hours TEXT;          -- own weekly hours, JSON: {"days": [0, 1], "hours": ["09:00-12:00"]}; empty: the office's

CREATE TABLE absences (
    id INTEGER PRIMARY KEY,
    lawyer BIGINT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,                             -- leave | court
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,                        -- moved forward when the lawyer is back earlier, or takes it back
    noted_at BIGINT NOT NULL
);
CREATE INDEX absences_by_lawyer ON absences (lawyer, ends_at);

ALTER TABLE enterprises ADD COLUMN butler_because TEXT;   -- why this butler, words of bot.domain.butlers with blanks between; bureau: an admin said so
