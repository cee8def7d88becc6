-- How fast somebody writes is counted by when Telegram got it: after an outage all of an evening arrives at once.

ALTER TABLE inbox ADD COLUMN sent_at BIGINT NOT NULL DEFAULT 0;  -- when it was sent, or edited; when it was received, where that is not said
UPDATE inbox SET sent_at = received_at;

DROP INDEX inbox_said;
CREATE INDEX inbox_said ON inbox (address, sent_at) WHERE state = 'done' AND said = 1;
