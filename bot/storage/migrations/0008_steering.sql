-- Why an admin took an entry out of answering.

ALTER TABLE suspensions ADD COLUMN reason TEXT;                      -- law | wrong | unclear | local | words; empty: not said
ALTER TABLE suspensions ADD COLUMN reason_words TEXT;                -- the admin's own
