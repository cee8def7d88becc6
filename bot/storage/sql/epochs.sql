-- name: latest^
SELECT id, epoch, begun_at, backup_at, uncertain, updates, invitations, told_at FROM epochs ORDER BY id DESC LIMIT 1;

-- name: first!
-- Of replicas that start together with a new database one begins it.
INSERT INTO epochs (id, epoch, begun_at) VALUES (1, :epoch, :now) ON CONFLICT DO NOTHING;

-- name: begin!
INSERT INTO epochs (id, epoch, begun_at, backup_at, uncertain, updates, invitations)
VALUES ((SELECT coalesce(max(id), 0) + 1 FROM epochs), :epoch, :now, :backup_at, :uncertain, :updates, :invitations);

-- name: told!
UPDATE epochs SET told_at = :now WHERE id = :id AND backup_at IS NOT NULL AND told_at IS NULL;

-- name: last_thing^
-- When the last thing happened: what came in, what was said, what became of a ticket.
SELECT max(at) AS at FROM (
    SELECT max(received_at) AS at FROM inbox
    UNION ALL SELECT max(created_at) FROM outbox
    UNION ALL SELECT max(at) FROM ticket_events
) AS things;

-- name: drop_passing!
-- What means something in its moment only: whoever tapped does so again.
UPDATE outbox SET state = 'withdrawn', body = '', reason = :reason, sending_since = NULL, finished_at = :now
WHERE state IN ('pending', 'sending') AND kind IN ('toast', 'menu', 'buttons_gone', 'look_again', 'reaction', 'open_topic', 'name_topic');

-- name: doubt!
UPDATE outbox SET state = 'uncertain', doubtful = 1, reason = :reason, sending_since = NULL, finished_at = :now
WHERE state IN ('pending', 'sending');

-- name: set_aside!
UPDATE inbox SET state = 'set_aside', last_error = :reason, received_at = :now WHERE state = 'waiting';

-- name: end_invitations!
UPDATE invitations SET expires_at = :now WHERE used_at IS NULL AND expires_at > :now;

-- name: wind_anew!
-- What fell due while nothing ran has its whole span once more. A day that its owner is reminded of stays that day.
UPDATE alarms SET due_at = :now + (due_at - set_at), set_at = :now, not_before = 0, attempts = 0
WHERE state = 'waiting' AND ticket IS NOT NULL AND due_at <= :now;

-- name: above!
INSERT INTO numbering (room, above) VALUES (:room, :above)
ON CONFLICT (room) DO UPDATE SET above = excluded.above WHERE numbering.above < excluded.above;

-- name: highest_tickets^
SELECT max(id) AS number FROM tickets;

-- name: highest_questions^
SELECT max(id) AS number FROM questions;

-- name: highest_outbox^
SELECT max(id) AS number FROM outbox;

-- name: highest_messages^
SELECT max(id) AS number FROM messages;
