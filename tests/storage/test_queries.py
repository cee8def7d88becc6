"""Queries: one text for both engines."""

import asyncio
import sqlite3

import asyncpg
import pytest
from engines import fresh_postgres_url, opened

from bot.storage.engine.queries import for_engine, load_queries


def test_what_only_postgres_understands_stands_in_a_marked_comment():
    sql = "SELECT 1 /*postgres FOR UPDATE\n SKIP LOCKED */; -- /* other */"
    assert for_engine(sql, "postgres") == "SELECT 1 FOR UPDATE\n SKIP LOCKED ; -- /* other */"
    assert for_engine(sql, "sqlite") == "SELECT 1 ; -- /* other */"


def test_values_go_by_name_or_by_place(tmp_path):
    (tmp_path / "room.sql").write_text("-- name: find\nSELECT :b, :a, ':c', :b;\n")
    assert load_queries("postgres", tmp_path)["room.find"].sql == "SELECT $1, $2, ':c', $1;"
    assert load_queries("postgres", tmp_path)["room.find"].order == ("b", "a")
    assert load_queries("sqlite", tmp_path)["room.find"].sql == "SELECT :b, :a, ':c', :b;"


def test_rooms_may_use_the_same_name_for_different_queries(tmp_path):
    (tmp_path / "one.sql").write_text("-- name: find\nSELECT :a;\n")
    (tmp_path / "two.sql").write_text("-- name: find\nSELECT :b;\n")
    queries = load_queries("postgres", tmp_path)
    assert (queries["one.find"].order, queries["two.find"].order) == (("a",), ("b",))


@pytest.mark.parametrize("query", sorted(load_queries("sqlite")))
def test_sqlite_understands_every_query(query, schema):
    sql = load_queries("sqlite")[query].sql
    names = load_queries("postgres")[query].order
    schema.execute(f"EXPLAIN {sql}", dict.fromkeys(names))


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    """A SQLite database with every table."""
    file = tmp_path_factory.mktemp("schema") / "test.db"

    async def make():
        async with opened(f"sqlite:///{file}"):
            pass

    asyncio.run(make())
    connection = sqlite3.connect(file)
    yield connection
    connection.close()


async def test_postgres_understands_every_query(postgres_server):
    url = await fresh_postgres_url(postgres_server)
    async with opened(url):
        pass
    connection = await asyncpg.connect(url)
    refused = {}
    try:
        for name, query in load_queries("postgres").items():
            try:
                await connection.prepare(query.sql)
            except asyncpg.PostgresError as error:
                refused[name] = str(error)
    finally:
        await connection.close()
    assert refused == {}


def test_no_query_locks_more_of_a_row_than_changing_it_needs():
    strong = [name for name, query in load_queries("postgres").items() if "FOR UPDATE" in query.sql.upper()]
    assert strong == []  # FOR UPDATE would wait for everybody who adds a row that refers to the locked one
