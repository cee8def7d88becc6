-- name: enterprises
-- Of the tickets that a lawyer has or once gave back, but one: each enterprise with the latest of them.
SELECT max(tickets.id) AS ticket, enterprises.id, enterprises.name, enterprises.aliases
FROM tickets JOIN enterprises ON enterprises.id = tickets.enterprise
WHERE tickets.id <> :ticket
  AND (tickets.lawyer = :lawyer OR tickets.id IN (SELECT ticket FROM offers WHERE lawyer = :lawyer AND reason = 'held'))
GROUP BY enterprises.id, enterprises.name, enterprises.aliases
ORDER BY ticket DESC;

-- name: seats
SELECT DISTINCT seats.enterprise, seats.name
FROM seats JOIN tickets ON tickets.enterprise = seats.enterprise
WHERE tickets.id <> :ticket
  AND (tickets.lawyer = :lawyer OR tickets.id IN (SELECT ticket FROM offers WHERE lawyer = :lawyer AND reason = 'held'))
ORDER BY seats.enterprise, seats.name;

-- name: words
-- What the owners of these tickets wrote or sent, the latest first.
SELECT messages.ticket, messages.body
FROM messages JOIN tickets ON tickets.id = messages.ticket
WHERE messages.author = 'owner' AND messages.body <> '' AND tickets.id <> :ticket
  AND (tickets.lawyer = :lawyer OR tickets.id IN (SELECT ticket FROM offers WHERE lawyer = :lawyer AND reason = 'held'))
ORDER BY messages.id DESC
LIMIT :most;
