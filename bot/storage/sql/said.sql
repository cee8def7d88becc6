-- name: lately
-- The latest first, of the last ones only, whether they are still on their way or have arrived: else a chat in a queue would be told
-- other words than one that waits for each answer. An answer to a tap is no message.
SELECT says
FROM (
    SELECT id, says FROM outbox
    WHERE address = :address AND state IN ('pending', 'sending') AND urgent = 0
    UNION
    SELECT outbox.id, outbox.says
    FROM (SELECT notice FROM deliveries WHERE address = :address AND part = 0 ORDER BY message_id DESC LIMIT :most) AS arrived
        JOIN outbox ON outbox.id = arrived.notice
    ORDER BY id DESC
    LIMIT :most
) AS latest
WHERE says IS NOT NULL
ORDER BY id DESC;
