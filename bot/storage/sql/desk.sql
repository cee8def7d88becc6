-- name: still_open
-- All open tickets with what an admin may know of them. owed_since: the first event after the last answer; empty while the
-- answer is the last word. is_overdue: a step was taken, since it was opened or opened again, because it was not closed in time.
SELECT tickets.*, holder.name AS holder_name, offered.name AS offered_name,
    (SELECT min(due_at) FROM alarms WHERE alarms.ticket = tickets.id AND alarms.state = 'waiting') AS due_at,
    (SELECT min(at) FROM ticket_events AS later
     WHERE later.ticket = tickets.id AND later.id > coalesce(
        (SELECT max(id) FROM ticket_events AS done
         WHERE done.ticket = tickets.id AND done.state IN ('answered', 'closed')), 0)) AS owed_since,
    (SELECT count(*) FROM ticket_events AS late
     WHERE late.ticket = tickets.id AND late.act = 'overdue' AND late.id > coalesce(
        (SELECT max(id) FROM ticket_events AS done WHERE done.ticket = tickets.id AND done.state = 'closed'), 0)) AS is_overdue
FROM tickets
LEFT JOIN people AS holder ON holder.id = tickets.lawyer
LEFT JOIN people AS offered ON offered.id = (
    SELECT lawyer FROM offers WHERE offers.ticket = tickets.id AND offers.passed_at IS NULL
    ORDER BY offered_at DESC, lawyer LIMIT 1)
WHERE (CAST(:ticket AS BIGINT) IS NULL AND tickets.closed_at IS NULL) OR tickets.id = :ticket
ORDER BY tickets.urgent DESC, tickets.opened_at, tickets.id;

-- name: inspections
SELECT ticket_events.at, ticket_events.reason, people.name FROM ticket_events
JOIN people ON people.id = ticket_events.person
WHERE ticket_events.ticket = :ticket AND ticket_events.act = :act
ORDER BY ticket_events.id DESC;
