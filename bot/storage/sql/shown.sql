-- name: by_message^
-- The answer that a message is; its words are forgotten some time after it was sent.
SELECT outbox.kind, outbox.body
FROM deliveries JOIN outbox ON outbox.id = deliveries.notice
WHERE deliveries.address = :address AND deliveries.message_id = :message_id
  AND outbox.kind IN ('answer', 'fields') AND outbox.body <> ''
LIMIT 1;

-- name: last^
-- Among the last messages of the chat only: there may be thousands. None arrived before it was given: `sent_at` spares a look at most notices.
SELECT outbox.kind, outbox.body
FROM (
    SELECT notice, sent_at FROM deliveries WHERE address = :address ORDER BY message_id DESC LIMIT :most
) AS latest
    JOIN outbox ON outbox.id = latest.notice
WHERE latest.sent_at > :after
  AND outbox.kind IN ('answer', 'fields') AND outbox.body <> '' AND outbox.created_at > :after
ORDER BY outbox.created_at DESC, outbox.id DESC
LIMIT 1;
