"""Migrations: each once, whole or not at all, and the same tables on both engines."""

import re
import sqlite3

import asyncpg
import pytest
from engines import fresh_postgres_url, opened

from bot.errors import StorageError
from bot.storage.engine import migrate
from bot.storage.engine.migrate import Migration, pending
from bot.storage.engine.queries import load_queries

TABLES = {
    "epochs",
    "numbering",
    "accounts", "people", "addresses", "inbox", "outbox", "deliveries", "roles", "lawyers", "invitations", "enterprises",
    "seats", "dialogues", "questions", "revisions", "tickets", "ticket_events", "offers", "messages", "relays", "alarms", "suspensions",
    "conflicts", "lawyer_parties", "absences", "deadlines", "snippets", "followers", "topics", "ticket_facts", "second_looks", "second_words", "holiday_notices", "shared_state", "data_keys", "audit", "audit_head", "holds", "troubles", "last_answers", "backups", "bans",
}  # fmt: skip


async def sqlite_schema(path):
    connection = sqlite3.connect(path)
    try:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        columns = {
            table: [
                (row[1], bool(row[3]) or row[5] > 0)
                for row in connection.execute(f"PRAGMA table_info({table})")
            ]
            for table in tables
        }
        indexes = {
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            )
        }
    finally:
        connection.close()
    return columns, indexes


async def postgres_schema(url):
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(
            "SELECT table_name, column_name, is_nullable FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
        )
        columns = {}
        for row in rows:
            columns.setdefault(row["table_name"], []).append((row["column_name"], row["is_nullable"] == "NO"))
        made_by_constraints = await connection.fetch("SELECT conname FROM pg_constraint")
        indexes = await connection.fetch("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
    finally:
        await connection.close()
    names = {row["indexname"] for row in indexes} - {row["conname"] for row in made_by_constraints}
    return columns, names


async def test_both_engines_get_the_same_tables_columns_and_indexes(tmp_path, postgres_server):
    async with opened(f"sqlite:///{tmp_path}/test.db"):
        pass
    url = await fresh_postgres_url(postgres_server)
    async with opened(url):
        pass
    ours, theirs = await sqlite_schema(tmp_path / "test.db"), await postgres_schema(url)
    assert ours[0] == theirs[0]
    assert ours[1] == theirs[1]
    assert set(ours[0]) == TABLES | {"migrations"}


def test_no_vocabulary_is_fixed_in_the_schema():
    """A state, role or kind that is a CHECK could be added only by rebuilding its table."""
    assert not [step.name for step in migrate.known() if re.search(r"\bCHECK\s*\(", step.sql)]


async def test_opening_again_changes_nothing(empty_url):
    async with opened(empty_url) as database, database.reading() as tx:
        first = await tx.all("migrations.applied")
    async with opened(empty_url) as database, database.reading() as tx:
        assert await tx.all("migrations.applied") == first
    assert [row["number"] for row in first] == [step.number for step in migrate.known()]


async def test_a_migration_that_fails_leaves_nothing_behind(empty_url, tmp_path):
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "0001_one.sql").write_text("CREATE TABLE one (id INTEGER PRIMARY KEY);")
    (folder / "0002_two.sql").write_text("CREATE TABLE two (id BIGINT); INSERT INTO nowhere VALUES (1);")
    with pytest.raises(StorageError):
        async with opened(empty_url, folder=folder):
            pass
    (folder / "0002_two.sql").write_text("CREATE TABLE two (id BIGINT);")
    async with opened(empty_url, folder=folder) as database, database.reading() as tx:
        assert [row["name"] for row in await tx.all("migrations.applied")] == ["one", "two"]


async def test_an_applied_migration_may_not_be_edited(empty_url, tmp_path):
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "0001_one.sql").write_text("CREATE TABLE one (id INTEGER PRIMARY KEY);")
    (folder / "0002_two.sql").write_text("CREATE TABLE two (id INTEGER PRIMARY KEY);")
    async with opened(empty_url, folder=folder):
        pass
    (folder / "0002_two.sql").write_text("CREATE TABLE two (id INTEGER PRIMARY KEY, more TEXT);")
    with pytest.raises(StorageError, match="0002_two is not the one"):
        async with opened(empty_url, folder=folder):
            pass


def test_gaps_and_odd_names_are_refused(tmp_path):
    (tmp_path / "0002_two.sql").write_text("")
    with pytest.raises(StorageError, match="gap"):
        migrate.known(tmp_path)
    (tmp_path / "first.sql").write_text("")
    with pytest.raises(StorageError, match="is called 0001_name"):
        migrate.known(tmp_path)


def test_only_the_steps_after_the_applied_ones_are_pending():
    steps = [Migration(number, "step", f"-- {number}") for number in (1, 2, 3)]
    applied = [{"number": step.number, "checksum": step.checksum} for step in steps[:2]]
    assert pending([], steps) == steps
    assert pending(applied, steps) == steps[2:]
    assert pending(applied, steps[:2]) == []


@pytest.mark.parametrize(
    "query", ["inbox.lock_next_lane", "inbox.oldest_of_lane", "outbox.due", "outbox.stale", "outbox.next_due",
              "outbox.by_message", "alarms.take_next", "people.caller", "outbox.write", "outbox.waiting_once", "outbox.forget_words", "inbox.prune"]
)  # fmt: skip
async def test_no_query_of_every_moment_reads_through_what_is_long_done(tmp_path, query):
    async with opened(f"sqlite:///{tmp_path}/test.db"):
        pass
    sql = load_queries("sqlite")[query].sql
    connection = sqlite3.connect(tmp_path / "test.db")
    try:
        values = dict.fromkeys(re.findall(r":(\w+)", sql), 1)
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    finally:
        connection.close()
    for step in steps:
        assert "rowid<?" not in step
        assert not re.fullmatch(r"SCAN (inbox|outbox|deliveries)", step)
