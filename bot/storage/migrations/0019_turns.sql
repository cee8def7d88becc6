-- Whose turn it is in the inbox: chats are served in rounds, one update of each, however many somebody sends at once.

ALTER TABLE inbox ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;  -- the round in which it is served

DROP INDEX inbox_waiting;
CREATE INDEX inbox_waiting ON inbox (account, turn, update_id) WHERE state = 'waiting';
