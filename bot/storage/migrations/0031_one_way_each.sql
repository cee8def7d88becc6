-- PostgreSQL plans a statement by what it counted last, and in a quiet hour hardly anything waits. An index of what waits looks so small then that the
-- server reads it whole to find one row, and goes on so when ten thousand updates wait. So there an index of a queue says in its condition by what it
-- is to be asked, which nothing else can be: those that know the chat say `address = …`, those that walk the line `turn >= 0`.
-- For the same reason the index by time alone is one in which only a span of time is looked up; it lies as the table does, and takes next to nothing.
-- SQLite takes the indexes that there are.

/*postgres
DROP INDEX inbox_waiting;
CREATE INDEX inbox_waiting ON inbox (account, turn, update_id) WHERE state = 'waiting' AND turn IS NOT NULL;

DROP INDEX inbox_waiting_of_address;
CREATE INDEX inbox_waiting_of_address ON inbox (address, update_id) WHERE state = 'waiting' AND address IS NOT NULL;

DROP INDEX outbox_pending;
CREATE INDEX outbox_pending ON outbox (turn, id) WHERE state = 'pending' AND turn IS NOT NULL;

DROP INDEX outbox_open;
CREATE INDEX outbox_open ON outbox (address, id) WHERE state IN ('pending', 'sending') AND address IS NOT NULL;

DROP INDEX questions_by_time;
CREATE INDEX questions_by_time ON questions USING brin (asked_at);
*/
