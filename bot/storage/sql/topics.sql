-- name: find^
SELECT ticket, address, number, opening, held, plain_until, lost, done FROM topics
WHERE ticket = :ticket AND address = :address;

-- name: by_opening^
SELECT ticket, address, number, opening, held, plain_until, lost, done FROM topics WHERE opening = :notice;

-- name: by_number^
SELECT ticket FROM topics WHERE address = :address AND number = :number;

-- name: of_ticket
SELECT topics.ticket, topics.address, topics.number, topics.opening, topics.held, topics.plain_until, topics.lost,
    topics.done, addresses.person
FROM topics JOIN addresses ON addresses.id = topics.address
WHERE topics.ticket = :ticket AND addresses.account = :account AND topics.number IS NOT NULL
ORDER BY topics.address;

-- name: opening!
INSERT INTO topics (ticket, address, opening, held, done) VALUES (:ticket, :address, :notice, :held, :done)
ON CONFLICT (ticket, address) DO UPDATE
SET number = NULL, opening = :notice, held = :held, plain_until = NULL, done = :done;

-- name: opened!
UPDATE topics SET number = :number, opening = NULL, held = NULL, plain_until = NULL
WHERE ticket = :ticket AND address = :address;

-- name: stay_plain!
UPDATE topics SET opening = NULL, held = NULL, plain_until = :until WHERE ticket = :ticket AND address = :address;

-- name: forget!
UPDATE topics SET number = NULL, opening = NULL, held = NULL, lost = lost + 1
WHERE address = :address AND number = :number;

-- name: mark!
UPDATE topics SET done = :done WHERE ticket = :ticket AND address = :address;

-- name: hold!
-- It was claimed and cannot go yet: as if it had not been claimed.
UPDATE outbox SET state = 'pending', attempts = attempts - 1, not_before = :until, sending_since = NULL
WHERE id = :id AND state = 'sending';

-- name: let_go!
UPDATE outbox SET not_before = :now WHERE id = :id AND state = 'pending' AND not_before > :now;

-- name: leave_here!
UPDATE outbox SET here = NULL WHERE id = :id;
