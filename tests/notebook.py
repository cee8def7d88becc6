"""Two tables of the tests' own, so that what is said of the engines does not hang on the product's tables.

`notes` holds numbers, `marks` refers to them. The queries are `notes.write`, `notes.mark`, `notes.find` and
`notes.all`, each written once for both engines as the product's are.
"""

import asyncio

import pytest
from engines import opened

from bot.storage.engine import postgres, sqlite
from bot.storage.engine.queries import load_queries

TABLES = """
CREATE TABLE notes (number BIGINT PRIMARY KEY NOT NULL, words TEXT NOT NULL);
CREATE TABLE marks (note BIGINT PRIMARY KEY NOT NULL REFERENCES notes (number));
"""
QUERIES = """
-- name: write!
INSERT INTO notes (number, words) VALUES (:number, '') ON CONFLICT DO NOTHING;

-- name: word!
INSERT INTO notes (number, words) VALUES (:number, :words);

-- name: mark!
INSERT INTO marks (note) VALUES (:note);

-- name: touch!
UPDATE notes SET words = words WHERE number = :number;

-- name: find
SELECT number FROM notes WHERE number = :number;

-- name: all
SELECT number, words FROM notes ORDER BY number;

-- name: marked
SELECT note FROM marks ORDER BY note;
"""


@pytest.fixture
def notebook_folder(tmp_path_factory, monkeypatch):
    """The migrations that make the two tables; the engines know the queries beside the product's."""
    sql, migrations = tmp_path_factory.mktemp("sql"), tmp_path_factory.mktemp("migrations")
    (sql / "notes.sql").write_text(QUERIES)
    (migrations / "0001_notes.sql").write_text(TABLES)
    for engine in (sqlite, postgres):
        monkeypatch.setattr(
            engine, "load_queries", lambda which: load_queries(which) | load_queries(which, sql)
        )
    return migrations


@pytest.fixture
async def notebook(empty_url, notebook_folder):
    """An open database with the two tables, on each engine in turn."""
    async with opened(empty_url, folder=notebook_folder) as database:
        yield database


@pytest.fixture
async def sqlite_notebook(tmp_path, notebook_folder):
    """The same on SQLite, for what only it does."""
    async with opened(f"sqlite:///{tmp_path}/test.db", folder=notebook_folder) as database:
        yield database


def soon():
    """Surround what must not wait for ever: the test fails instead of hanging."""
    return asyncio.timeout(10)


async def write(database, number):
    async with database.transaction() as tx:
        await tx.change("notes.write", number=number)


async def written(database):
    async with database.reading() as tx:
        return {row["number"] for row in await tx.all("notes.all")}
