-- name: is_under_way^
SELECT id FROM outbox
WHERE address = :address AND state = 'sending' AND ticket IS NOT NULL
  AND kind NOT IN ('toast', 'rewrite', 'buttons_gone', 'relay_edit', 'reaction', 'deletion')
LIMIT 1;
