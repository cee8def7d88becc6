-- A notice that shows beginnings of several tickets in hand is brought to nobody who has lost one of them meanwhile.

ALTER TABLE outbox ADD COLUMN in_hand INTEGER NOT NULL DEFAULT 0;  -- 1: shows the tickets that its reader has in hand
