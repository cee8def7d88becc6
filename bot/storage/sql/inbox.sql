-- name: open_lane!
INSERT INTO chats (chat_id) VALUES (:chat) ON CONFLICT (chat_id) DO NOTHING;

-- name: reachable_again!
UPDATE chats SET unreachable_since = NULL WHERE chat_id = :chat AND unreachable_since IS NOT NULL;

-- name: receive!
INSERT INTO inbox (update_id, chat_id, received_at, body)
VALUES (:update_id, :chat, :now, :body)
ON CONFLICT (update_id) DO NOTHING;

-- name: lock_next_chat
-- The first chat in line whose oldest waiting update is due. Chats that somebody else works on are passed over.
SELECT chats.chat_id
FROM inbox JOIN chats ON chats.chat_id = inbox.chat_id
WHERE inbox.state = 'waiting'
  AND inbox.not_before <= :now
  AND NOT EXISTS (
      SELECT 1 FROM inbox AS earlier
      WHERE earlier.chat_id = inbox.chat_id
        AND earlier.state = 'waiting'
        AND earlier.update_id < inbox.update_id
  )
ORDER BY inbox.update_id
LIMIT 1
/*postgres FOR UPDATE OF chats SKIP LOCKED */;

-- name: oldest_of_chat
-- A statement of its own: it sees what the chat's last holder committed while the lock was awaited.
SELECT update_id, chat_id, received_at, attempts, not_before, body
FROM inbox
WHERE chat_id = :chat AND state = 'waiting'
ORDER BY update_id
LIMIT 1;

-- name: done!
UPDATE inbox SET state = 'done', body = '{}' WHERE update_id = :update_id AND state = 'waiting';

-- name: failed!
UPDATE inbox
SET attempts = attempts + 1, last_error = :error, not_before = :not_before, state = :state
WHERE update_id = :update_id AND state = 'waiting' AND attempts = :attempts;

-- name: next_due
SELECT min(not_before) AS due FROM inbox WHERE state = 'waiting';

-- name: waiting
SELECT count(*) AS number FROM inbox WHERE state = 'waiting';

-- name: set_aside
SELECT update_id, chat_id, received_at, attempts, last_error
FROM inbox
WHERE state = 'set_aside'
ORDER BY update_id
LIMIT :most;

-- name: set_aside_count
SELECT count(*) AS number FROM inbox WHERE state = 'set_aside';

-- name: try_again!
UPDATE inbox SET state = 'waiting', attempts = 0, not_before = 0
WHERE update_id = :update_id AND state = 'set_aside';

-- name: prune!
DELETE FROM inbox
WHERE (state = 'done' AND received_at < :done_before)
   OR (state = 'set_aside' AND received_at < :set_aside_before);
