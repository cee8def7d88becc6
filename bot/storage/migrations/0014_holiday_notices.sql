-- That the desk rests, told to owners: one notice for each holiday, whoever taps, and who has asked not to be told.

ALTER TABLE people ADD COLUMN no_notices_at BIGINT;   -- since when they want no such notices; empty: they may be told

CREATE TABLE holiday_notices (
    first_day TEXT PRIMARY KEY NOT NULL,       -- the days are ISO dates
    last_day TEXT NOT NULL,
    back_day TEXT NOT NULL,                    -- when the desk works again
    audience TEXT NOT NULL,                    -- recent | all
    sent_by BIGINT NOT NULL REFERENCES people (id),
    sent_at BIGINT NOT NULL,
    reached BIGINT NOT NULL DEFAULT 0,         -- the last person for whom it was written: they are taken by their ids
    told_at BIGINT                             -- when the admins were told that it is through
);
