-- name: taken_and_answered^
SELECT count(DISTINCT CASE WHEN act IN ('take', 'accept') THEN ticket END) AS taken,
    count(DISTINCT CASE WHEN act = 'answer' THEN ticket END) AS answered
FROM ticket_events WHERE person = :lawyer AND at >= :since;

-- name: first_words
-- From the first time that this lawyer took a ticket to their own first words in it.
SELECT said.at - took.at AS waited
FROM (SELECT ticket, min(at) AS at FROM ticket_events
      WHERE person = :lawyer AND act IN ('take', 'accept') AND at >= :since GROUP BY ticket) AS took
JOIN (SELECT ticket, min(at) AS at FROM ticket_events
      WHERE person = :lawyer AND act = 'answer' AND at >= :since GROUP BY ticket) AS said
    ON said.ticket = took.ticket
WHERE said.at >= took.at ORDER BY waited;

-- name: closed
SELECT close_reason AS word, count(*) AS number FROM tickets
WHERE lawyer = :lawyer AND closed_at >= :since GROUP BY close_reason ORDER BY number DESC, word;

-- name: rated^
SELECT coalesce(sum(helped), 0) AS helped, coalesce(sum(1 - helped), 0) AS not_helped FROM tickets
WHERE lawyer = :lawyer AND helped IS NOT NULL
  AND id IN (SELECT ticket FROM ticket_events WHERE act = 'rate' AND at >= :since);

-- name: why
-- The last reason that each owner gave.
SELECT reason AS word, count(*) AS number FROM ticket_events
WHERE at >= :since
  AND id IN (
    SELECT max(ticket_events.id) FROM ticket_events JOIN tickets ON tickets.id = ticket_events.ticket
    WHERE tickets.lawyer = :lawyer AND act = 'rate' AND reason NOT IN ('yes', 'no', 'words')
    GROUP BY ticket_events.ticket
  )
GROUP BY reason ORDER BY number DESC, word;
