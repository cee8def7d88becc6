-- name: make!
INSERT INTO offers (ticket, lawyer, offered_at, reason, notice) VALUES (:ticket, :lawyer, :now, :reason, :notice)
ON CONFLICT (ticket, lawyer) DO UPDATE SET offered_at = excluded.offered_at, reason = excluded.reason,
    notice = coalesce(excluded.notice, offers.notice), passed_at = NULL;

-- name: pass_on!
UPDATE offers SET passed_at = :now WHERE ticket = :ticket AND lawyer = :lawyer AND passed_at IS NULL;

-- name: take_back!
UPDATE offers SET passed_at = :now, reason = :reason WHERE ticket = :ticket AND lawyer = :lawyer AND passed_at IS NULL;

-- name: forget_taken_back!
DELETE FROM offers WHERE lawyer = :lawyer AND reason = :reason;

-- name: of_ticket
SELECT ticket, lawyer, reason, notice, passed_at FROM offers WHERE ticket = :ticket ORDER BY offered_at, lawyer;

-- name: find^
SELECT ticket, lawyer, reason, notice, passed_at FROM offers WHERE ticket = :ticket AND lawyer = :lawyer;

-- name: by_notice^
SELECT ticket, lawyer, reason, notice, passed_at FROM offers WHERE notice = :notice;

-- name: withdraw!
DELETE FROM offers WHERE ticket = :ticket;
