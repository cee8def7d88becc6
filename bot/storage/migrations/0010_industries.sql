-- The bureau's list says which trades a lawyer knows; it counts when an exclusive butler is chosen.

ALTER TABLE lawyers ADD COLUMN industries TEXT NOT NULL DEFAULT '[]';  -- JSON, through the codec
