-- name: receive
-- The lane is known in all but the first message of a chat; see open_lane.
-- Its turn is an instant: `each` milliseconds after now, or after the last turn of its own chat that is still to come. Whoever
-- sends more than one in that time falls behind whoever does not, and yet waits for nobody who comes later than that instant
-- (Zhang, VirtualClock, SIGCOMM 1990). What was handled already counts as if it still waited, but for `lately` milliseconds at
-- most: whoever wrote much while nobody else did is not punished for it for long.
INSERT INTO inbox (account, update_id, address, received_at, sent_at, body, said, turn)
SELECT addresses.account, CAST(:update_id AS BIGINT), addresses.id, CAST(:now AS BIGINT), CAST(:sent_at AS BIGINT), CAST(:body AS TEXT),
    CAST(:said AS INTEGER), (SELECT MAX(clocks.turn) + CAST(:each AS BIGINT) FROM (
        SELECT CAST(:now AS BIGINT) AS turn
        UNION ALL
        SELECT * FROM (
            SELECT own.turn FROM inbox AS own
            WHERE own.address = addresses.id AND own.state = 'waiting'
            ORDER BY own.update_id DESC
            LIMIT 1
        ) AS last
        UNION ALL
        SELECT * FROM (
            SELECT CASE WHEN own.turn < CAST(:now AS BIGINT) + CAST(:lately AS BIGINT)
                THEN own.turn ELSE CAST(:now AS BIGINT) + CAST(:lately AS BIGINT) END
            FROM inbox AS own
            WHERE own.address = addresses.id AND own.state = 'done'
            ORDER BY own.update_id DESC
            LIMIT 1
        ) AS served
    ) AS clocks)
FROM addresses
WHERE addresses.account = :account AND addresses.external_id = :external_id
ON CONFLICT (account, update_id) DO NOTHING
RETURNING update_id;

-- name: open_lane!
INSERT INTO addresses (account, external_id) VALUES (:account, :external_id)
ON CONFLICT (account, external_id) DO NOTHING;

-- name: lock_next_lane^
-- The first chat in line whose oldest waiting update is due: by turns, so that nobody waits behind all that somebody else sent.
-- Chats that somebody else works on are passed over.
-- NO KEY: rows that refer to the chat may be added meanwhile.
-- It is written so that PostgreSQL has one way to do it: along inbox_waiting, until a chat is free. Left to choose, it goes by what it
-- counted when hardly anything waited, and then looks at all that waits, for each update of a queue anew. The inner limit is none: it is
-- a number that is not known while the plan is made, and so it is made for whoever reads the beginning, and not for whoever sorts all.
SELECT /*sqlite addresses.id, addresses.external_id */ /*postgres lane.* */
FROM (
    SELECT account, turn, update_id, address FROM inbox
    WHERE state = 'waiting' AND turn >= 0 AND account = :account AND not_before <= :now
    ORDER BY account, turn, update_id /*postgres LIMIT (SELECT 1000000000) */
) AS queue
CROSS JOIN /*postgres LATERAL (SELECT addresses.id, addresses.external_id FROM */ addresses
    WHERE addresses.id = queue.address
      AND queue.update_id = (
          SELECT min(own.update_id) FROM inbox AS own
          WHERE own.address = queue.address AND own.state = 'waiting'
      )
/*sqlite ORDER BY queue.account, queue.turn, queue.update_id */ /*postgres FOR NO KEY UPDATE SKIP LOCKED) AS lane */
LIMIT 1;

-- name: lock_lane^
SELECT id FROM addresses WHERE id = :address /*postgres FOR NO KEY UPDATE*/;

-- name: oldest_of_lane^
-- A statement of its own: it sees what the lane's last holder committed while the lock was awaited.
SELECT id, update_id, address, received_at, sent_at, attempts, not_before, body
FROM inbox
WHERE address = :address AND state = 'waiting'
ORDER BY update_id
LIMIT 1;

-- name: done!
UPDATE inbox SET state = 'done', body = '' WHERE id = :id AND state = 'waiting';

-- name: failed!
UPDATE inbox
SET attempts = attempts + 1, last_error = :error, not_before = :not_before, state = :state
WHERE id = :id AND state = 'waiting' AND attempts = :attempts;

-- name: put_off!
UPDATE inbox SET not_before = :until WHERE id = :id AND state = 'waiting';

-- name: heard_since^
-- Updates are kept for two days after they were handled: longer than any call takes.
SELECT count(*) AS number FROM inbox WHERE address = :address AND received_at >= :since;

-- name: waiting^
-- `turn >= 0` holds for all: it names the index of the line, which PostgreSQL takes for nothing else (migration 0031).
SELECT count(*) AS number FROM inbox WHERE state = 'waiting' AND turn >= 0;

-- name: set_aside_count^
SELECT count(*) AS number FROM inbox WHERE state = 'set_aside';

-- name: try_again!
UPDATE inbox SET state = 'waiting', attempts = 0, not_before = 0
WHERE id = :id AND state = 'set_aside';

-- name: prune!
DELETE FROM inbox
WHERE (state = 'done' AND received_at < :done_before)
   OR (state = 'set_aside' AND received_at < :set_aside_before);

-- name: shorten_waits!
UPDATE inbox SET not_before = :longest WHERE state = 'waiting' AND turn >= 0 AND not_before > :longest;
