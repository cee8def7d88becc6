-- name: take_old_tickets
-- Closed tickets of which nothing may be kept any more; those on hold are passed over.
UPDATE tickets SET erased_at = :now, other_side = NULL, version = version + 1
WHERE id IN (
    SELECT id FROM tickets
    WHERE closed_at < :closed_before AND erased_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM holds
        WHERE (holds.ticket = tickets.id OR holds.enterprise = tickets.enterprise)
          AND holds.lifted_at IS NULL AND holds.ends_at > :now)
    ORDER BY closed_at, id LIMIT :most)
RETURNING id, question;

-- name: take_tickets_of
-- Somebody's own closed tickets, whoever of their colleagues could see them: what they shared has passed on before.
UPDATE tickets SET erased_at = :now, other_side = NULL, version = version + 1
WHERE owner = :person AND closed_at IS NOT NULL AND erased_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM holds
    WHERE (holds.ticket = tickets.id OR holds.enterprise = tickets.enterprise)
      AND holds.lifted_at IS NULL AND holds.ends_at > :now)
RETURNING id, question;

-- name: kept_tickets_of^
SELECT count(*) AS number FROM tickets WHERE owner = :person AND erased_at IS NULL;

-- name: messages!
UPDATE messages SET body = '' WHERE ticket = :ticket AND body <> '';

-- name: facts!
UPDATE ticket_facts SET state = 'skipped', word = '', message = NULL WHERE ticket = :ticket AND state <> 'skipped';

-- name: question!
UPDATE questions SET text = '' WHERE id = :question AND text <> '';

-- name: parties!
UPDATE conflicts SET ours = '', theirs = '' WHERE ticket = :ticket;

-- name: notices_of_ticket!
UPDATE outbox SET body = '' WHERE ticket = :ticket AND state NOT IN ('pending', 'sending') AND body <> '';

-- name: drop_waiting_notices!
-- Those of the tap or message that is being answered just now are settled, or come after this.
UPDATE outbox SET state = 'failed', finished_at = :now, reason = 'erased', body = ''
WHERE person = :person AND state = 'pending' AND kind NOT IN ('toast', 'deletion', 'menu');

-- name: notices!
-- What was said to somebody, and their words that were carried to others; of held tickets only those are left.
UPDATE outbox SET body = ''
WHERE (person = :person OR sender = :person) AND state NOT IN ('pending', 'sending') AND body <> ''
  AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.id = outbox.ticket AND tickets.erased_at IS NULL);

-- name: set_aside!
DELETE FROM inbox WHERE state = 'set_aside' AND address IN (SELECT id FROM addresses WHERE person = :person);

-- name: questions_of!
UPDATE questions SET text = '' WHERE person = :person AND text <> ''
AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.question = questions.id AND tickets.erased_at IS NULL);

-- name: registration!
-- The bureau's own list is no word of whoever sat there.
UPDATE enterprises SET name = '', credit_code = NULL, credit_code_index = NULL, town = NULL, industry = NULL, contact = NULL, aliases = '[]',
    butler = NULL, butler_because = NULL
WHERE id = :enterprise AND listed_at IS NULL AND NOT EXISTS (SELECT 1 FROM seats WHERE seats.enterprise = :enterprise);

-- name: words_left_of^
-- Of held tickets, and of those that they shared with colleagues: sealed with their key.
SELECT 1 AS yes WHERE EXISTS (SELECT 1 FROM messages WHERE person = :person AND body <> '')
    OR EXISTS (SELECT 1 FROM questions WHERE person = :person AND text <> '');

-- name: language!
UPDATE people SET language = NULL WHERE id = :person;

-- name: old_notices!
UPDATE outbox SET body = ''
WHERE id IN (
    SELECT id FROM outbox
    WHERE state IN ('failed', 'uncertain') AND finished_at < :before AND body <> '' ORDER BY id LIMIT :most);

-- name: old_questions!
-- The figures stay. What became a ticket goes with it.
UPDATE questions SET text = ''
WHERE id IN (
    SELECT id FROM questions
    WHERE asked_at < :before AND text <> ''
      AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.question = questions.id)
    ORDER BY id LIMIT :most);

-- name: old_dialogues!
DELETE FROM dialogues WHERE since < :before;

-- name: old_deadlines
-- Last days that were over long ago, filed or not; those of a ticket on hold are passed over.
SELECT id FROM deadlines
WHERE last_day < :before AND NOT EXISTS (
    SELECT 1 FROM tickets JOIN holds ON holds.ticket = tickets.id OR holds.enterprise = tickets.enterprise
    WHERE tickets.id = deadlines.ticket AND holds.lifted_at IS NULL AND holds.ends_at > :now)
ORDER BY last_day, id LIMIT :most;
