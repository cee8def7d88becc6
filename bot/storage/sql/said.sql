-- name: lately
-- The latest first: what is still on its way to a chat, and the last messages that it has got.
SELECT id, kind, body FROM outbox
WHERE address = :address AND state IN ('pending', 'sending') AND kind IN ('sentence', 'view')
UNION
SELECT outbox.id, outbox.kind, outbox.body
FROM (SELECT notice FROM deliveries WHERE address = :address ORDER BY message_id DESC LIMIT :most) AS latest
    JOIN outbox ON outbox.id = latest.notice
WHERE outbox.kind IN ('sentence', 'view') AND outbox.body <> ''
ORDER BY id DESC;
