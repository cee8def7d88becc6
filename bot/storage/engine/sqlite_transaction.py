"""The turn of one caller on one connection to SQLite."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import aiosqlite

from bot.errors import StorageError
from bot.storage.engine.key_ring import KeyRing
from bot.storage.engine.queries import Call, Query, Row, for_engine
from bot.storage.engine.sqlite_errors import explain
from bot.storage.engine.transaction import BaseTransaction

_CATALOGUE = """
SELECT m.name AS "table", c.name AS "column" FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY m.rowid, c.cid
"""


class SqliteTransaction(BaseTransaction):
    """The turn of one caller on one connection."""

    engine: Literal["sqlite"] = "sqlite"

    def __init__(
        self, connection: aiosqlite.Connection, queries: Mapping[str, Query], path: Path, ring: KeyRing
    ) -> None:
        super().__init__(ring)
        self._connection = connection
        self._queries = queries
        self._path = path

    async def plain_all(self, query: str, **values: Any) -> list[Row]:
        """Return every row."""
        known = self._queries[query]
        with self._statement(query):
            rows: Any = await self._connection.execute_fetchall(known.sql, values)
        return list(rows)

    async def plain_change(self, query: str, **values: Any) -> int:
        """Run the query and return how many rows it changed."""
        known = self._queries[query]
        with self._statement(query):
            cursor = await self._connection.execute(known.sql, values)
        return cursor.rowcount

    async def plain_batch(self, calls: Sequence[Call]) -> list[list[Row]]:
        """Run several queries in this order, in one trip to the thread, and return the rows of each."""
        ready = [(self._queries[query].sql, values) for query, values in calls]
        with self._statement("a batch of " + ", ".join(query for query, _ in calls)):
            connection = self._connection
            # Each trip costs more than a small statement; the driver offers no public way to share one.
            rows: list[list[Row]] = await connection._execute(_run_all, connection._conn, ready)  # type: ignore[no-untyped-call]  # noqa: SLF001
        return rows

    async def script(self, sql: str) -> None:
        """Run several statements without values, such as a migration."""
        with self._statement("a script"):
            for statement in statements(for_engine(sql, "sqlite")):
                await self._connection.execute(statement)

    async def catalogue(self) -> dict[str, list[str]]:
        """Return the columns of every table, in the order in which the tables were made."""
        with self._statement("reading the catalogue"):
            rows: Any = await self._connection.execute_fetchall(_CATALOGUE)
        tables: defaultdict[str, list[str]] = defaultdict(list)
        for row in rows:
            tables[row["table"]].append(row["column"])
        return dict(tables)

    def _explain(self, error: Exception, doing: str) -> StorageError:
        return explain(error, self._path, doing)


def _run_all(connection: sqlite3.Connection, calls: Sequence[Call]) -> list[list[Row]]:
    return [connection.execute(sql, values).fetchall() for sql, values in calls]


def statements(sql: str) -> Iterator[str]:
    """Yield the single statements of a script."""
    statement = ""
    for piece in sql.split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            if statement.strip(" \n;"):
                yield statement
            statement = ""
