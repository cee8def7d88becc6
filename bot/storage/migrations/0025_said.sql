-- How much somebody wrote lately is counted on what came, before anything is thought about it.

ALTER TABLE inbox ADD COLUMN said INTEGER NOT NULL DEFAULT 0;  -- 1: a message or an edit, no tap

CREATE INDEX inbox_said ON inbox (address, received_at) WHERE state = 'done' AND said = 1;
