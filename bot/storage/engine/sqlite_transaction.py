"""The turn of one caller on one connection to SQLite."""

import asyncio
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
_NOTHING: Mapping[str, Any] = {}
IN_A_ROW = 50
"""So many queries of a caller run without a pause; then whoever waits for the network or the time has a turn."""
Statement = tuple[str, Mapping[str, Any]]
Result = tuple[list[Row], int]
"""The rows, and how many were changed."""


class SqliteTransaction(BaseTransaction):
    """The turn of one caller on one connection."""

    engine: Literal["sqlite"] = "sqlite"

    def __init__(
        self,
        connection: aiosqlite.Connection,
        queries: Mapping[str, Query],
        path: Path,
        ring: KeyRing,
        *,
        is_reading: bool = False,
    ) -> None:
        super().__init__(ring)
        self._is_reading = is_reading
        self._in_a_row = 0
        self._connection = connection
        self._queries = queries
        self._path = path
        self._first: list[str] = []
        self.has_begun = False
        """Whether any statement was run, and what was to come first with it."""

    def put_first(self, statement: str) -> None:
        """Run a statement without values right before the next one."""
        self._first.append(statement)

    async def plain_all(self, query: str, **values: Any) -> list[Row]:
        """Return every row."""
        known = self._queries[query]
        with self._statement(query):
            [(rows, _)] = await self._run([(known.sql, values)])
        return rows

    async def plain_change(self, query: str, **values: Any) -> int:
        """Run the query and return how many rows it changed."""
        known = self._queries[query]
        with self._statement(query):
            [(_, changed)] = await self._run([(known.sql, values)])
        return changed

    async def plain_batch(self, calls: Sequence[Call]) -> list[list[Row]]:
        """Run several queries in this order and return the rows of each."""
        ready = [(self._queries[query].sql, values) for query, values in calls]
        with self._statement("a batch of " + ", ".join(dict.fromkeys(query for query, _ in calls))):
            return [rows for rows, _ in await self._run(ready)]

    async def script(self, sql: str) -> None:
        """Run several statements without values, such as a migration."""
        with self._statement("a script"):
            ready = [(statement, _NOTHING) for statement in statements(for_engine(sql, "sqlite"))]
            await self._in_thread(self._with_first(ready))

    async def begin_attempt(self, savepoint: str) -> None:
        """Set the savepoint together with the first statement of the attempt."""
        self.put_first(f"SAVEPOINT {savepoint}")

    async def catalogue(self) -> dict[str, list[str]]:
        """Return the columns of every table, in the order in which the tables were made."""
        with self._statement("reading the catalogue"):
            rows: Any = await self._connection.execute_fetchall(_CATALOGUE)
        tables: defaultdict[str, list[str]] = defaultdict(list)
        for row in rows:
            tables[row["table"]].append(row["column"])
        return dict(tables)

    async def _run(self, calls: Sequence[Statement]) -> list[Result]:
        """Run what is to come first and these; of each of these the rows, and how many it changed.

        A query of the writer touches a few rows in memory: 3 µs of the processor, where the way to the thread and
        back costs 90. Whatever may wait for the disk or for others takes it: committing, scripts, readers, and beginning
        while another process holds the file.
        """
        ready = self._with_first(calls)
        if self._is_reading:
            ran = await self._in_thread(ready)
        else:
            ran = _run_all(self._connection._conn, ready)  # noqa: SLF001
            await self._let_others_run()
        return ran[len(ran) - len(calls) :]

    def _with_first(self, calls: Sequence[Statement]) -> list[Statement]:
        first, self._first, self.has_begun = self._first, [], True
        return [*((each, _NOTHING) for each in first), *calls]

    async def _in_thread(self, ready: Sequence[Statement]) -> list[Result]:
        connection = self._connection
        # Each trip costs more than a small statement; the driver offers no public way to share one.
        ran: list[Result] = await connection._execute(_run_all, connection._conn, ready)  # type: ignore[no-untyped-call]  # noqa: SLF001
        return ran

    async def _let_others_run(self) -> None:
        self._in_a_row += 1
        if self._in_a_row % IN_A_ROW == 0:
            await asyncio.sleep(0)

    def _explain(self, error: Exception, doing: str) -> StorageError:
        return explain(error, self._path, doing)


def _run_all(connection: sqlite3.Connection, calls: Sequence[Statement]) -> list[Result]:
    cursors = (connection.execute(sql, values) for sql, values in calls)
    return [(cursor.fetchall(), cursor.rowcount) for cursor in cursors]


def statements(sql: str) -> Iterator[str]:
    """Yield the single statements of a script."""
    statement = ""
    for piece in sql.split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            if statement.strip(" \n;"):
                yield statement
            statement = ""
