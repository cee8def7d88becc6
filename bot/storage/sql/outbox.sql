-- name: write^
-- Its turn is reckoned as in the inbox (inbox.receive), among what is urgent in its chat or among what is not.
INSERT INTO outbox (/*sqlite id, */ address, person, kind, lang, body, ticket, sender, once, urgent, created_at, not_before,
    in_hand, here, says, turn)
SELECT /*sqlite (SELECT max(coalesce(max(id), 0), coalesce((SELECT above FROM numbering WHERE room = 'outbox'), 0)) + 1 FROM outbox), */ 
    addresses.id, addresses.person, CAST(:kind AS TEXT), CAST(:lang AS TEXT), CAST(:body AS TEXT),
    CAST(:ticket AS BIGINT), CAST(:sender AS BIGINT), CAST(:once AS TEXT), CAST(:urgent AS INTEGER),
    CAST(:now AS BIGINT), CAST(:not_before AS BIGINT),
    CAST(:in_hand AS INTEGER), CASE WHEN addresses.id = CAST(:here_address AS BIGINT) THEN CAST(:here AS BIGINT) END,
    CAST(:says AS TEXT), (SELECT MAX(clocks.turn) + CAST(:each AS BIGINT) FROM (
        SELECT CAST(:now AS BIGINT) AS turn
        UNION ALL
        SELECT * FROM (
            SELECT own.turn FROM outbox AS own
            WHERE own.address = addresses.id AND own.state IN ('pending', 'sending') AND own.urgent = CAST(:urgent AS INTEGER)
            ORDER BY own.id DESC
            LIMIT 1
        ) AS last
    ) AS clocks)
FROM addresses
WHERE addresses.person = :person AND addresses.account = :account
ON CONFLICT DO NOTHING
RETURNING id;

-- name: write_again^
-- Only through the account that tried: another one knows neither its messages nor its files by these numbers.
INSERT INTO outbox (/*sqlite id, */ address, person, kind, lang, body, ticket, sender, in_hand, says, created_at, not_before, turn, again_of)
SELECT /*sqlite (SELECT max(coalesce(max(id), 0), coalesce((SELECT above FROM numbering WHERE room = 'outbox'), 0)) + 1 FROM outbox), */ 
    address, outbox.person, kind, lang, body, ticket, sender, in_hand, says, CAST(:now AS BIGINT), CAST(:now AS BIGINT),
    CAST(:now AS BIGINT) + CAST(:each AS BIGINT), outbox.id
FROM outbox JOIN addresses ON addresses.id = outbox.address
WHERE outbox.id = :id AND addresses.account = :account AND outbox.body <> ''
ON CONFLICT DO NOTHING
RETURNING id;

-- name: due
-- The first open notice of each chat that is not paused, and the urgent ones. A notice that is being sent, tried
-- again or due in a moment holds back what was written after it; one that is meant for later does not.
-- By turns: whoever is sent little waits for nobody who is sent much.
-- PostgreSQL has one way to do it, as in inbox.lock_next_lane: along outbox_pending, until there are enough.
SELECT /*sqlite outbox.id, addresses.external_id FROM */ /*postgres found.*
FROM (
    SELECT id, address FROM outbox WHERE state = 'pending' AND turn >= 0 AND not_before <= :now ORDER BY turn, id
    LIMIT (SELECT 1000000000)
) AS queue
CROSS JOIN LATERAL (SELECT outbox.id, addresses.external_id FROM */
    outbox JOIN addresses ON addresses.id = outbox.address
    WHERE outbox.state = 'pending'
      /*postgres AND outbox.id = queue.id AND outbox.address = queue.address */
      AND addresses.account = :account
      AND outbox.not_before <= :now
      AND (outbox.urgent = 1 OR addresses.paused_until <= :now)
      AND (outbox.urgent = 1 OR NOT EXISTS (
          SELECT 1 FROM outbox AS earlier
          WHERE earlier.address = outbox.address
            AND earlier.id < outbox.id
            AND earlier.urgent = 0
            AND earlier.unclear < :patience  -- one that the server keeps failing to answer lets others pass
            AND earlier.state IN ('pending', 'sending')  -- said once more in the words of the index
            AND (earlier.state = 'sending'
                 OR (earlier.state = 'pending'
                     AND (earlier.attempts > 0 OR earlier.parts_done > 0 OR earlier.not_before <= :soon)))
      ))
/*sqlite ORDER BY outbox.turn, outbox.id */ /*postgres FOR NO KEY UPDATE OF outbox SKIP LOCKED) AS found */
LIMIT :most;

-- name: claim
-- The condition stands on the UPDATE itself: of two replicas that saw the row, one gets it, and with it the body as it
-- is now, which may have been amended since it was seen.
UPDATE outbox SET state = 'sending', sending_since = :now, claim = claim + 1, attempts = attempts + 1
WHERE id = :id AND state = 'pending'
RETURNING id, address, person, kind, lang, body, ticket, sender, urgent, attempts, unclear, parts_done, doubtful,
    created_at, sending_since, claim, here;

-- name: stale
-- Claimed, and whoever claimed it is gone; or claimed by a clock that was ahead and has been put right since.
SELECT outbox.id, outbox.address, outbox.person, kind, lang, body, ticket, sender, urgent, attempts, unclear, parts_done,
    doubtful, outbox.created_at, sending_since, claim, here, addresses.external_id
FROM outbox JOIN addresses ON addresses.id = outbox.address
WHERE outbox.state = 'sending' AND addresses.account = :account
  AND (outbox.sending_since <= :claimed_before OR outbox.sending_since > :claimed_after)
ORDER BY outbox.sending_since, outbox.id;

-- name: take_over!
-- From here on nothing that was noted under the former claim changes anything.
UPDATE outbox SET sending_since = :now, claim = claim + 1
WHERE id = :id AND state = 'sending' AND claim = :claim;

-- name: renew
UPDATE outbox SET sending_since = :now WHERE id = :id AND state = 'sending' AND claim = :claim
RETURNING id;

-- name: delivered
-- Only under the claim: whoever has taken it over sends the part itself.
INSERT INTO deliveries (notice, part, message_id, address, sent_at)
SELECT id, CAST(:part AS INTEGER), CAST(:message_id AS BIGINT), address, CAST(:now AS BIGINT)
FROM outbox WHERE id = :id AND state = 'sending' AND claim = :claim
ON CONFLICT DO NOTHING;

-- name: part_done
UPDATE outbox
SET state = 'pending', turn = turn + :each, parts_done = parts_done + 1, attempts = 0, unclear = 0, doubtful = :doubtful, sending_since = NULL
WHERE id = :id AND state = 'sending' AND claim = :claim
RETURNING id;

-- name: finish
-- And whether anything waits behind it in its chat, which may go now.
UPDATE outbox
SET state = :state, parts_done = parts_done + :parts, reason = :reason, doubtful = :doubtful,
    sending_since = NULL, finished_at = :now
WHERE id = :id AND state = 'sending' AND claim = :claim
RETURNING id, EXISTS (
    SELECT 1 FROM outbox AS behind
    WHERE behind.address = outbox.address AND behind.state = 'pending'
      AND behind.state IN ('pending', 'sending')  -- said once more in the words of the index
) AS is_awaited;

-- name: postpone!
UPDATE outbox SET state = 'pending', not_before = :not_before, unclear = unclear + :unclear, sending_since = NULL
WHERE id = :id AND state = 'sending' AND claim = :claim;

-- name: hasten!
-- The chat answers again: what waits for its next try goes now. Words of people whose tries are counted keep their pauses.
UPDATE outbox SET not_before = :now
WHERE address = :address AND state = 'pending' AND attempts > 0 AND not_before > :now
  AND (unclear = 0 OR kind NOT IN ('relay', 'album', 'correction', 'look_again', 'open_topic'));

-- name: pause_address!
UPDATE addresses SET paused_until = :until WHERE id = :address AND paused_until < :until;

-- name: shorten_waits!
-- A clock that jumped must not make anybody wait: no pending notice of the courier's own making waits longer.
UPDATE outbox SET not_before = :longest
WHERE state = 'pending' AND turn >= 0 AND not_before > :longest;

-- name: shorten_turns!
UPDATE outbox SET turn = :longest WHERE state = 'pending' AND turn > :longest;

-- name: shorten_pauses!
UPDATE addresses SET paused_until = :longest WHERE paused_until > :longest;

-- name: next_due^
-- When the earliest pending notice may go, as far as times tell; order within the chat may make it later.
SELECT min(CASE WHEN addresses.paused_until > outbox.not_before THEN addresses.paused_until ELSE outbox.not_before END)
    AS due
FROM outbox JOIN addresses ON addresses.id = outbox.address
WHERE outbox.state = 'pending' AND outbox.turn >= 0
  AND addresses.account = :account
  AND (outbox.not_before > :now OR (addresses.paused_until > :now AND outbox.urgent = 0));

-- name: find^
SELECT id, person, kind, ticket, sender, state, reason, again_of FROM outbox WHERE id = :id;

-- name: by_message^
SELECT outbox.id, outbox.person, outbox.kind, outbox.ticket, outbox.sender, outbox.state, outbox.reason, outbox.again_of,
    deliveries.message_id
FROM deliveries JOIN outbox ON outbox.id = deliveries.notice
WHERE deliveries.address = :address AND deliveries.message_id = :message_id
ORDER BY CASE WHEN outbox.ticket IS NULL THEN 1 ELSE 0 END, outbox.id DESC
LIMIT 1;

-- name: amend!
-- Only while nothing of it can have been shown.
UPDATE outbox SET body = :body, says = :says
WHERE id = :id AND state = 'pending' AND parts_done = 0 AND attempts = 0;

-- name: written_once^
SELECT id FROM outbox WHERE once = :once;

-- name: waiting_once^
SELECT id, kind, body FROM outbox
WHERE once = :once AND state = 'pending' AND parts_done = 0 AND attempts = 0
/*postgres FOR NO KEY UPDATE */;

-- name: unshown^
SELECT id, kind, body FROM outbox
WHERE id = :id AND state = 'pending' AND parts_done = 0 AND attempts = 0
/*postgres FOR NO KEY UPDATE */;

-- name: messages_of
SELECT message_id FROM deliveries WHERE notice = :id AND address = :address ORDER BY part, message_id;

-- name: open_notices^
-- `address > 0` holds for all: it names the index (migration 0031).
SELECT count(*) AS number FROM outbox WHERE state IN ('pending', 'sending') AND address > 0;

-- name: forget_words!
UPDATE outbox SET body = ''
WHERE state = 'sent' AND body <> '' AND (finished_at < :sent_before OR (kind = 'own_copy' AND finished_at < :copy_before));

-- name: drop_of_ticket!
UPDATE outbox SET state = 'failed', finished_at = :now, reason = :reason
WHERE ticket = :ticket AND person = :person AND state = 'pending' AND kind NOT IN ('toast', 'deletion');
