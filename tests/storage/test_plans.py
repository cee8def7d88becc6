"""PostgreSQL plans by what it counted last, be it in a quiet hour or in the middle of a queue: the statements of every moment stay short in a queue."""

import json
from contextlib import asynccontextmanager

import asyncpg
import pytest
from engines import postgres_url_for_now

from bot.storage.engine.database import open_database
from bot.storage.engine.queries import load_queries

CHATS, HANDLED, WAITING = 200, 800, 12_000
NOW = 1_800_000_000_000
MOST_PAGES = 60
"""Pages of memory that one statement may look at; whoever reads through the queue looks at all of its rows' pages, and at those of its indexes."""

INBOX = """
INSERT INTO inbox (account, update_id, address, received_at, sent_at, body, said, turn, state)
SELECT account, {first} + number, id, 1, {first} + number, '', 1, {first} + number, '{state}'
FROM generate_series(1, {rows}) AS number JOIN addresses ON addresses.external_id = CAST(number % {chats} AS TEXT) ORDER BY number;
"""
OUTBOX = """
INSERT INTO outbox (address, person, kind, lang, body, created_at, not_before, turn, state, claim, sending_since)
SELECT id, person, 'sentence', 'zh', '-', 1, 0, {first} + number, '{state}', 1, CASE '{state}' WHEN 'sending' THEN 1 END
FROM generate_series(1, {rows}) AS number JOIN addresses ON addresses.external_id = CAST(number % {chats} AS TEXT) ORDER BY number;
"""
QUESTIONS = """
INSERT INTO questions (person, address, message_id, asked_at, text, lang, verdict, candidates, revision)
SELECT person, id, number, {first} + number, '-', 'zh', 'answer', '[]', '-'
FROM generate_series(1, {rows}) AS number JOIN addresses ON addresses.external_id = CAST(number % {chats} AS TEXT) ORDER BY number;
"""
PEOPLE = f"""
INSERT INTO accounts (channel, external_id, first_seen_at) VALUES ('telegram', '9', 1);
INSERT INTO people (created_at) SELECT 1 FROM generate_series(1, {CHATS});
INSERT INTO addresses (account, external_id, person)
SELECT (SELECT id FROM accounts), CAST(id % {CHATS} AS TEXT), id FROM people;
"""


def _rows(sql, state, rows, first):
    return sql.format(state=state, rows=rows, first=first, chats=CHATS)


QUIET = (
    _rows(INBOX, "done", HANDLED, 0) + _rows(OUTBOX, "sent", HANDLED, 0) + _rows(QUESTIONS, "", HANDLED, 0)
)
BUSY = (
    _rows(INBOX, "waiting", WAITING, 10_000)
    + _rows(OUTBOX, "sending", 2, 10_000)
    + _rows(OUTBOX, "pending", WAITING, 20_000)
    + _rows(QUESTIONS, "", HANDLED, 10_000)
)
PLACES = {
    "account": "SELECT id FROM accounts",
    "address": "SELECT address FROM inbox WHERE state = 'waiting' ORDER BY id DESC LIMIT 1",
    "person": "SELECT person FROM outbox WHERE state = 'pending' ORDER BY id DESC LIMIT 1",
    "update": "SELECT id FROM inbox WHERE state = 'waiting' ORDER BY id DESC LIMIT 1",
    "sending": "SELECT max(id) FROM outbox WHERE state = 'sending'",
    "pending": "SELECT max(id) FROM outbox WHERE state = 'pending'",
}
"""Where the values of statements stand; the last in the queue, so that whoever reads from its beginning reads all of it."""
STATEMENTS = {
    "inbox.receive": {"update_id": 99_999, "each": 1, "lately": 1},
    "inbox.lock_next_lane": {},
    "inbox.oldest_of_lane": {},
    "inbox.done": {"id": "update"},
    "people.caller": {"asked_since": 1, "span": 1},
    "outbox.write": {"urgent": 0},
    "outbox.due": {"soon": NOW, "patience": 3, "most": 4},
    "outbox.claim": {"id": "pending"},
    "outbox.delivered": {"id": "sending", "claim": 1},
    "outbox.finish": {"id": "sending", "claim": 1, "state": "sent"},
}
DEFAULTS = {"now": NOW, "sent_at": 1, "external_id": "7", "body": "-", "said": 1, "kind": "sentence", "lang": "zh",
            "each": 1, "in_hand": 0, "not_before": 1, "part": 0, "message_id": 1, "parts": 1, "doubtful": 0}  # fmt: skip


@pytest.mark.parametrize("name", STATEMENTS)
async def test_a_statement_planned_in_a_quiet_hour_reads_little_of_a_queue(name, postgres_server):
    async with _prepared(postgres_server, name, PEOPLE + QUIET) as connection:
        await _pages(connection, name)
        await connection.execute(BUSY)
        assert await _pages(connection, name) <= MOST_PAGES


@pytest.mark.parametrize("name", STATEMENTS)
async def test_a_statement_planned_in_a_queue_reads_little_of_it(name, postgres_server):
    async with _prepared(postgres_server, name, PEOPLE + QUIET + BUSY) as connection:
        assert await _pages(connection, name) <= MOST_PAGES


@asynccontextmanager
async def _prepared(server, name, rows):
    """A connection to a database that has counted these rows, and plans the statement `one` once for all values."""
    async with postgres_url_for_now(server) as url:
        await (await open_database(url)).close()
        connection = await asyncpg.connect(url)
        try:
            await connection.execute("SET plan_cache_mode = force_generic_plan")
            await connection.execute(rows)
            await connection.execute("ANALYZE")
            await connection.execute(f"PREPARE one AS {load_queries('postgres')[name].sql}")
            yield connection
        finally:
            await connection.close()


async def _pages(connection, name):
    """How many pages the statement `one` looks at; what it changes is taken back."""
    query = load_queries("postgres")[name]
    found = {place: await connection.fetchval(sql) for place, sql in PLACES.items()}
    given = {key: found.get(value, value) for key, value in STATEMENTS[name].items()}
    values = DEFAULTS | found | given
    words = ", ".join(_word(values.get(each)) for each in query.order)
    changing = connection.transaction()
    await changing.start()
    told = await connection.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE one ({words})")
    await changing.rollback()
    plan = json.loads(told)[0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def _word(value):
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else f"'{value}'"
