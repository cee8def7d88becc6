-- name: open^
INSERT INTO tickets (owner, enterprise, question, measure, lang, urgent, state, opened_at)
VALUES (:owner, :enterprise, :question, :measure, :lang, :urgent, 'waiting', :now)
ON CONFLICT (question) DO NOTHING
RETURNING id;

-- name: find^
SELECT * FROM tickets WHERE id = :ticket;

-- name: by_question^
SELECT * FROM tickets WHERE question = :question;

-- name: of_owner
SELECT * FROM tickets WHERE owner = :owner ORDER BY opened_at DESC, id DESC LIMIT :most;

-- name: open_of_owner
SELECT * FROM tickets WHERE owner = :owner AND state <> 'closed' ORDER BY opened_at, id;

-- name: of_lawyer
SELECT * FROM tickets WHERE lawyer = :lawyer AND state = 'taken' ORDER BY urgent DESC, opened_at, id;

-- name: waiting
SELECT * FROM tickets WHERE state = 'waiting' ORDER BY urgent DESC, opened_at, id;

-- name: still_open
SELECT * FROM tickets WHERE state <> 'closed' ORDER BY urgent DESC, opened_at, id LIMIT :most;

-- name: take!
UPDATE tickets SET state = 'taken', lawyer = :lawyer, taken_at = :now
WHERE id = :ticket AND state = 'waiting';

-- name: hand_back!
UPDATE tickets SET state = 'waiting', lawyer = NULL, taken_at = NULL, answered_at = NULL
WHERE id = :ticket AND state = 'taken' AND lawyer = :lawyer;

-- name: answered!
UPDATE tickets SET answered_at = :now WHERE id = :ticket AND answered_at IS NULL;

-- name: close!
UPDATE tickets SET state = 'closed', closed_at = :now, close_reason = :reason
WHERE id = :ticket AND state <> 'closed';

-- name: reopen!
UPDATE tickets SET state = 'taken', closed_at = NULL, close_reason = NULL, answered_at = NULL
WHERE id = :ticket AND state = 'closed' AND lawyer IS NOT NULL;

-- name: reopen_waiting!
UPDATE tickets SET state = 'waiting', closed_at = NULL, close_reason = NULL, answered_at = NULL
WHERE id = :ticket AND state = 'closed' AND lawyer IS NULL;

-- name: set_helped!
UPDATE tickets SET helped = :helped WHERE id = :ticket;

-- name: offer!
INSERT INTO offers (ticket, lawyer, offered_at, reason) VALUES (:ticket, :lawyer, :now, :reason)
ON CONFLICT (ticket, lawyer) DO UPDATE SET offered_at = excluded.offered_at, reason = excluded.reason,
    passed_at = NULL;

-- name: offer_shown!
UPDATE offers SET notice = :notice WHERE ticket = :ticket AND lawyer = :lawyer;

-- name: pass_on!
UPDATE offers SET passed_at = :now WHERE ticket = :ticket AND lawyer = :lawyer AND passed_at IS NULL;

-- name: offers
SELECT lawyer, offered_at, reason, notice, passed_at FROM offers WHERE ticket = :ticket ORDER BY offered_at, lawyer;

-- name: offer_of^
SELECT lawyer, offered_at, reason, notice, passed_at FROM offers WHERE ticket = :ticket AND lawyer = :lawyer;

-- name: withdraw_offers!
DELETE FROM offers WHERE ticket = :ticket;

-- name: add_message^
INSERT INTO messages (ticket, author, person, message_id, at, body)
VALUES (:ticket, :author, :person, :message_id, :now, :body)
ON CONFLICT (person, message_id) DO NOTHING
RETURNING id;

-- name: message_by_source^
SELECT id, ticket, author, person, message_id, at, edited_at, body, notice FROM messages
WHERE person = :person AND message_id = :message_id;

-- name: messages_of
SELECT id, ticket, author, person, message_id, at, edited_at, body, notice FROM messages
WHERE ticket = :ticket ORDER BY id;

-- name: carried_by!
UPDATE messages SET notice = :notice WHERE id = :message;

-- name: edit_message!
UPDATE messages SET body = :body, edited_at = :now WHERE id = :message;

-- name: set_alarm!
INSERT INTO alarms (ticket, kind, due_at) VALUES (:ticket, :kind, :due_at);

-- name: settle_alarms!
UPDATE alarms SET settled_at = :now WHERE ticket = :ticket AND kind = :kind AND settled_at IS NULL;

-- name: settle_all_alarms!
UPDATE alarms SET settled_at = :now WHERE ticket = :ticket AND settled_at IS NULL;

-- name: ring
UPDATE alarms SET settled_at = :now WHERE settled_at IS NULL AND due_at <= :now
RETURNING ticket, kind, due_at;

-- name: counts_since^
SELECT count(*) AS opened,
    count(taken_at) AS taken,
    count(answered_at) AS answered,
    count(closed_at) AS closed,
    coalesce(sum(CASE WHEN helped = 1 THEN 1 ELSE 0 END), 0) AS helped,
    coalesce(sum(CASE WHEN helped = 0 THEN 1 ELSE 0 END), 0) AS not_helped
FROM tickets WHERE opened_at >= :since;

-- name: reaction_times
SELECT answered_at - opened_at AS waited FROM tickets
WHERE opened_at >= :since AND answered_at IS NOT NULL ORDER BY waited;
