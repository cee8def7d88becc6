-- Whoever was sending and wakes late changes nothing any more: what became of a call counts only under the claim that it was made with.

ALTER TABLE outbox ADD COLUMN claim BIGINT NOT NULL DEFAULT 0;  -- how often it was claimed: the number of the present claim
