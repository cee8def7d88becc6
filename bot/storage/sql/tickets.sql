-- name: open^
INSERT INTO tickets (/*sqlite id, */ owner, enterprise, question, measure, lang, urgent, emergency, emergency_at, state, follows,
    opened_at)
VALUES (/*sqlite (SELECT max(coalesce(max(id), 0), coalesce((SELECT above FROM numbering WHERE room = 'tickets'), 0)) + 1 FROM tickets), */ 
    :owner, :enterprise, :question, :measure, :lang, :urgent, CAST(:emergency AS TEXT),
    CASE WHEN CAST(:emergency AS TEXT) IS NULL THEN NULL ELSE CAST(:now AS BIGINT) END, :state, :follows, :now)
ON CONFLICT (question) DO NOTHING
RETURNING *;

-- name: save^
-- The only statement that changes a ticket's state: what was decided on an older version is not kept.
UPDATE tickets
SET version = :version, state = :state, lawyer = :lawyer, urgent = :urgent, emergency = :emergency,
    emergency_at = :emergency_at, taken_at = :taken_at,
    answered_at = :answered_at, closed_at = :closed_at, close_reason = :close_reason,
    asked = :asked, guest = :guest, snoozed_until = :snoozed_until
WHERE id = :id AND version = :before
RETURNING *;

-- name: note_event!
INSERT INTO ticket_events (ticket, at, act, state, person, reason)
VALUES (:ticket, :now, :act, :state, :person, :reason);

-- name: events
SELECT at, act, state, person, reason FROM ticket_events WHERE ticket = :ticket ORDER BY id;

-- name: last_event^
SELECT max(at) AS at FROM ticket_events WHERE ticket = :ticket AND act = :act;

-- name: times_of
SELECT at FROM ticket_events WHERE ticket = :ticket AND act = :act ORDER BY id;

-- name: find^
SELECT * FROM tickets WHERE id = :ticket;

-- name: by_question^
SELECT * FROM tickets WHERE question = :question;

-- name: of_owner
SELECT * FROM tickets WHERE owner = :owner ORDER BY opened_at DESC, id DESC;

-- name: seen_by
-- The own ones, and what is shared in the enterprise in which this person has a seat.
SELECT * FROM tickets
WHERE owner = :person
   OR (shared_at IS NOT NULL AND enterprise = (SELECT enterprise FROM seats WHERE seats.person = :person))
ORDER BY opened_at DESC, id DESC;

-- name: open_of_owner
SELECT * FROM tickets WHERE owner = :owner AND closed_at IS NULL ORDER BY opened_at, id;

-- name: held_by
SELECT * FROM tickets WHERE lawyer = :lawyer AND closed_at IS NULL ORDER BY urgent DESC, opened_at, id;

-- name: shared_with
SELECT * FROM tickets WHERE (guest = :lawyer OR asked = :lawyer) AND closed_at IS NULL ORDER BY opened_at, id;

-- name: closed_of
SELECT * FROM tickets WHERE lawyer = :lawyer AND closed_at IS NOT NULL ORDER BY closed_at DESC, id DESC;

-- name: waiting
SELECT * FROM tickets WHERE state = :state ORDER BY urgent DESC, opened_at, id;

-- name: waiting_with
SELECT tickets.* FROM tickets JOIN offers ON offers.ticket = tickets.id
WHERE tickets.state = :state AND offers.lawyer = :lawyer AND offers.passed_at IS NULL
ORDER BY tickets.urgent DESC, tickets.opened_at, tickets.id;

-- name: unoffered
SELECT * FROM tickets
WHERE state = :state
  AND NOT EXISTS (SELECT 1 FROM offers WHERE offers.ticket = tickets.id AND offers.passed_at IS NULL)
ORDER BY urgent DESC, opened_at, id;

-- name: set_helped!
UPDATE tickets SET helped = :helped WHERE id = :ticket;

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

-- name: speak_to_owner!
UPDATE tickets SET lang = :lang WHERE owner = :owner;
