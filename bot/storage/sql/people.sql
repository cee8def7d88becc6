-- name: account^
SELECT id FROM accounts WHERE channel = :channel AND external_id = :external_id;

-- name: add_account!
INSERT INTO accounts (channel, external_id, first_seen_at) VALUES (:channel, :external_id, :now)
ON CONFLICT (channel, external_id) DO NOTHING;

-- name: any_account
SELECT id FROM accounts LIMIT 1;

-- name: other_accounts^
SELECT count(*) AS number FROM accounts WHERE id <> :account;

-- name: caller
-- All that deciding about a message needs to know of its writer, one row for each role.
-- How much they said lately is counted back from when the update in hand was sent: it may have waited longer than that.
SELECT people.id, people.language, people.name, people.consented_at, people.handover_at, roles.role,
    seats.enterprise AS seat, seats.since AS seat_since, seats.standing,
    addresses.id AS address, addresses.external_id, addresses.unreachable_since,
    dialogues.step, dialogues.data, dialogues.since,
    (SELECT count(*) FROM questions
     WHERE questions.person = people.id AND questions.asked_at BETWEEN :asked_since AND :now) AS asked,
    (SELECT count(*) FROM inbox
     WHERE inbox.address = addresses.id AND inbox.state = 'done' AND inbox.said = 1
       AND inbox.sent_at BETWEEN in_hand.sent_at - CAST(:span AS BIGINT) AND in_hand.sent_at) AS said,
    (SELECT count(*) FROM tickets
     WHERE tickets.owner = people.id AND tickets.closed_at IS NULL AND tickets.lawyer IS NOT NULL) AS held,
    (SELECT max(bans.id) FROM bans
     WHERE bans.person = people.id AND bans.lifted_at IS NULL AND bans.ends_at > :now) AS ban
FROM addresses
JOIN people ON people.id = addresses.person
LEFT JOIN roles ON roles.person = people.id AND roles.revoked_at IS NULL
LEFT JOIN seats ON seats.person = people.id
LEFT JOIN dialogues ON dialogues.person = people.id AND dialogues.account = addresses.account
LEFT JOIN inbox AS in_hand ON in_hand.id = (
    SELECT oldest.id FROM inbox AS oldest
    WHERE oldest.address = addresses.id AND oldest.state = 'waiting'
    ORDER BY oldest.update_id
    LIMIT 1
)
WHERE addresses.account = :account AND addresses.external_id = :external_id;

-- name: lock_meeting^
-- Whoever meets somebody new waits for whoever else is just meeting them: two replicas, or two bots that have no row in
-- common yet, would make two people of one. SQLite has one writer, who is alone anyway.
SELECT /*postgres pg_advisory_xact_lock(hashtextextended(CAST(:external_id AS TEXT), 0)) IS NULL AS waited, */ 1 AS alone;

-- name: known_elsewhere^
-- Somebody is the same person to every account of one channel.
SELECT addresses.person FROM addresses JOIN accounts ON accounts.id = addresses.account
WHERE addresses.external_id = :external_id AND addresses.person IS NOT NULL
  AND accounts.channel = (SELECT channel FROM accounts WHERE id = :account)
ORDER BY addresses.id DESC
LIMIT 1;

-- name: add_person^
INSERT INTO people (created_at) VALUES (:now) RETURNING id;

-- name: belongs_to!
UPDATE addresses SET person = :person
WHERE account = :account AND external_id = :external_id AND person IS NULL;

-- name: at^
SELECT person FROM addresses WHERE account = :account AND external_id = :external_id AND person IS NOT NULL;

-- name: lock_address^
-- NO KEY, as the worker's lane: rows that refer to the chat may be added meanwhile.
SELECT id FROM addresses WHERE id = :address /*postgres FOR NO KEY UPDATE */;

-- name: person_at^
SELECT person FROM addresses WHERE id = :address;

-- name: known_address^
SELECT external_id FROM addresses WHERE person = :person ORDER BY id DESC LIMIT 1;

-- name: address_of^
SELECT id, external_id, unreachable_since FROM addresses WHERE person = :person AND account = :account;

-- name: reachable_elsewhere^
SELECT id FROM addresses
WHERE person = :person AND account <> :account AND unreachable_since IS NULL
  AND EXISTS (SELECT 1 FROM inbox WHERE inbox.address = addresses.id)
LIMIT 1;

-- name: reachable!
UPDATE addresses SET unreachable_since = NULL WHERE id = :address;

-- name: unreachable!
UPDATE addresses SET unreachable_since = :now WHERE id = :address AND unreachable_since IS NULL;

-- name: find
SELECT people.id, people.language, people.name, people.consented_at, people.handover_at, roles.role,
    seats.enterprise AS seat, seats.since AS seat_since, seats.standing
FROM people
LEFT JOIN roles ON roles.person = people.id AND roles.revoked_at IS NULL
LEFT JOIN seats ON seats.person = people.id
WHERE people.id = :person;

-- name: was_invited^
SELECT 1 AS yes FROM invitations WHERE used_by = :person LIMIT 1;

-- name: set_language!
UPDATE people SET language = :language WHERE id = :person;

-- name: consent!
UPDATE people SET consented_at = :now, name = :name WHERE id = :person;

-- name: agree_to_hand_over!
UPDATE people SET handover_at = :now WHERE id = :person AND handover_at IS NULL;

-- name: forget!
UPDATE people SET consented_at = NULL, handover_at = NULL, name = NULL WHERE id = :person;

-- name: forget_questions!
-- The figures stay, the words go; what became a ticket is the lawyer's file.
UPDATE questions SET text = '' WHERE person = :person
AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.question = questions.id);

-- name: rename!
UPDATE people SET name = :name WHERE id = :person;
