-- name: by_message^
-- The answer that a message is; its words are forgotten some time after it was sent.
SELECT outbox.kind, outbox.body, outbox.created_at
FROM deliveries JOIN outbox ON outbox.id = deliveries.notice
WHERE deliveries.address = :address AND deliveries.message_id = :message_id
  AND outbox.kind IN ('answer', 'fields') AND outbox.body <> ''
LIMIT 1;

-- name: last^
SELECT outbox.kind, outbox.body, outbox.created_at
FROM deliveries JOIN outbox ON outbox.id = deliveries.notice
WHERE deliveries.address = :address AND deliveries.sent_at >= :since
  AND outbox.kind IN ('answer', 'fields') AND outbox.body <> '' AND outbox.created_at >= :since
ORDER BY outbox.created_at DESC, outbox.id DESC
LIMIT 1;
