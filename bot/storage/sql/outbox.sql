-- name: write^
INSERT INTO outbox (chat_id, kind, lang, body, ticket, sender, once, urgent, created_at, not_before)
VALUES (:chat, :kind, :lang, :body, :ticket, :sender, :once, :urgent, :now, :not_before)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: write_again^
INSERT INTO outbox (chat_id, kind, lang, body, ticket, sender, created_at, not_before, again_of)
SELECT chat_id, kind, lang, body, ticket, sender, CAST(:now AS BIGINT), CAST(:now AS BIGINT), id
FROM outbox WHERE id = :id
ON CONFLICT DO NOTHING
RETURNING id;

-- name: due
-- The first open notice of each chat that is not paused, and the urgent ones. A notice that is being sent, tried
-- again or due in a moment holds back what was written after it; one that is meant for later does not.
SELECT outbox.id, outbox.chat_id, outbox.kind, outbox.lang, outbox.body, outbox.ticket, outbox.sender,
       outbox.urgent, outbox.attempts, outbox.unclear, outbox.parts_done, outbox.doubtful
FROM outbox JOIN chats ON chats.chat_id = outbox.chat_id
WHERE outbox.state = 'pending'
  AND outbox.not_before <= :now
  AND (outbox.urgent = 1 OR chats.paused_until <= :now)
  AND (outbox.urgent = 1 OR NOT EXISTS (
      SELECT 1 FROM outbox AS earlier
      WHERE earlier.chat_id = outbox.chat_id
        AND earlier.id < outbox.id
        AND earlier.urgent = 0
        AND earlier.state IN ('pending', 'sending')  -- said once more in the words of the index
        AND (earlier.state = 'sending'
             OR (earlier.state = 'pending'
                 AND (earlier.attempts > 0 OR earlier.parts_done > 0 OR earlier.not_before <= :soon)))
  ))
ORDER BY outbox.not_before, outbox.id
LIMIT :most;

-- name: claim!
-- The condition stands on the UPDATE itself: of two replicas that saw the row, one gets it.
UPDATE outbox SET state = 'sending', sending_since = :now, attempts = attempts + 1
WHERE id = :id AND state = 'pending';

-- name: stale
-- Claimed, and whoever claimed it is gone.
SELECT id, chat_id, kind, lang, body, ticket, sender, urgent, attempts, unclear, parts_done, doubtful, sending_since
FROM outbox
WHERE state = 'sending' AND sending_since <= :claimed_before
ORDER BY sending_since, id;

-- name: take_over!
UPDATE outbox SET sending_since = :now
WHERE id = :id AND state = 'sending' AND sending_since = :sending_since;

-- name: delivered!
INSERT INTO deliveries (notice_id, part, message_id, chat_id, sent_at)
VALUES (:id, :part, :message_id, :chat, :now)
ON CONFLICT DO NOTHING;

-- name: part_done!
UPDATE outbox
SET state = 'pending', parts_done = parts_done + 1, attempts = 0, unclear = 0, doubtful = :doubtful, sending_since = NULL
WHERE id = :id AND state = 'sending';

-- name: finish!
UPDATE outbox
SET state = :state, parts_done = parts_done + :parts, reason = :reason, doubtful = :doubtful,
    sending_since = NULL, finished_at = :now
WHERE id = :id AND state = 'sending';

-- name: postpone!
UPDATE outbox SET state = 'pending', not_before = :not_before, unclear = unclear + :unclear, sending_since = NULL
WHERE id = :id AND state = 'sending';

-- name: pause_chat!
UPDATE chats SET paused_until = :until WHERE chat_id = :chat AND paused_until < :until;

-- name: unreachable!
UPDATE chats SET unreachable_since = :now WHERE chat_id = :chat AND unreachable_since IS NULL;

-- name: unreachable_since
SELECT unreachable_since FROM chats WHERE chat_id = :chat AND unreachable_since IS NOT NULL;

-- name: next_due
-- When the earliest pending notice may go, as far as times tell; order within the chat may make it later.
SELECT min(CASE WHEN chats.paused_until > outbox.not_before THEN chats.paused_until ELSE outbox.not_before END)
    AS due
FROM outbox JOIN chats ON chats.chat_id = outbox.chat_id
WHERE outbox.state = 'pending'
  AND (outbox.not_before > :now OR (chats.paused_until > :now AND outbox.urgent = 0));

-- name: find
SELECT id, chat_id, kind, lang, body, ticket, sender, state, reason, created_at, finished_at, again_of
FROM outbox WHERE id = :id;

-- name: find_by_message
SELECT outbox.id, outbox.kind, outbox.ticket, outbox.sender, outbox.state, deliveries.part
FROM deliveries JOIN outbox ON outbox.id = deliveries.notice_id
WHERE deliveries.chat_id = :chat AND deliveries.message_id = :message_id
ORDER BY CASE WHEN outbox.ticket IS NULL THEN 1 ELSE 0 END, outbox.id DESC
LIMIT 1;

-- name: amend!
-- Only while nothing of it can have been shown.
UPDATE outbox SET body = :body
WHERE id = :id AND state = 'pending' AND parts_done = 0 AND attempts = 0;

-- name: waiting_once
SELECT id, body FROM outbox
WHERE once = :once AND state = 'pending' AND parts_done = 0 AND attempts = 0
/*postgres FOR UPDATE */;

-- name: messages_of
SELECT part, chat_id, message_id FROM deliveries WHERE notice_id = :id ORDER BY part, message_id;

-- name: undelivered
SELECT id, chat_id, kind, ticket, sender, state, reason, created_at, finished_at
FROM outbox
WHERE state IN ('failed', 'uncertain')
ORDER BY id DESC
LIMIT :most;

-- name: undelivered_count
SELECT count(*) AS number FROM outbox WHERE state IN ('failed', 'uncertain');

-- name: open
SELECT count(*) AS number FROM outbox WHERE state IN ('pending', 'sending');

-- name: forget_words!
UPDATE outbox SET body = '{}'
WHERE state = 'sent' AND finished_at < :sent_before AND body <> '{}';
