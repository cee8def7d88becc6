-- Wordings vary with what a chat was told last: by the key of the sentence alone, for which nobody need read five notices.

ALTER TABLE outbox ADD COLUMN says TEXT;  -- the key of its sentence or heading
