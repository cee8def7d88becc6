-- Lines that were sent within seconds are one question; when the butler hears them, as after an outage, says nothing of that.

ALTER TABLE questions ADD COLUMN sent_at BIGINT NOT NULL DEFAULT 0;  -- when its message was sent; asked_at: when it was heard
UPDATE questions SET sent_at = asked_at;
