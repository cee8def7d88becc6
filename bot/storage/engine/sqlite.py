"""The embedded database: one writer that shares its commits, readers on their own connections.

Callers of `transaction()` stand in line. The writer lets them run one after another inside one SQLite
transaction, each behind a savepoint, and commits when nobody is waiting or after `BATCH` callers: one write
to the disk for all. The writer task alone begins, rolls back and commits, so a caller that fails or is
cancelled undoes its own savepoint and nothing else.
"""

import asyncio
import logging
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import aiosqlite

from bot.errors import StorageError
from bot.storage.engine.queries import Query, Row, for_engine, load_queries

logger = logging.getLogger(__name__)

BATCH = 16
"""Callers that share one commit at most: the first of them waits for the last."""
READERS = 4
"""Connections for reading; more would only wait for the processor."""
BUSY_MS = 5_000
"""How long to wait for another process, such as a backup, before saying that the file is locked."""
_SETTINGS = f"""
PRAGMA busy_timeout = {BUSY_MS};
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
"""


async def open_sqlite(path: Path, *, create: bool) -> "SqliteDatabase":
    """Open the file, or make it where `create` says so; StorageError tells what stands in the way."""
    _insist_on_place(path, create=create)
    database = SqliteDatabase(path)
    await database.open()
    return database


def _insist_on_place(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StorageError(f"{path} is a folder; database.url has to name a file")
    if not path.parent.is_dir():
        raise StorageError(f"the folder {path.parent} does not exist; create it or change database.url")
    if not create and not path.exists():
        raise StorageError(f"{path} does not exist yet; run: butler db upgrade")


class SqliteTransaction:
    """The turn of one caller on one connection."""

    engine: Literal["sqlite"] = "sqlite"

    def __init__(self, connection: aiosqlite.Connection, queries: dict[str, Query], path: Path) -> None:
        self._connection = connection
        self._queries = queries
        self._path = path
        self.rung: set[str] = set()
        self.broken: StorageError | None = None

    async def one(self, query: str, **values: Any) -> Row | None:
        """Return the first row, or None."""
        rows = await self.all(query, **values)
        return rows[0] if rows else None

    async def all(self, query: str, **values: Any) -> list[Row]:
        """Return every row."""
        self.insist_on_whole()
        try:
            rows: Iterable[Any] = await self._connection.execute_fetchall(self._queries[query].sql, values)
        except sqlite3.Error as error:
            raise self._break(error, query) from error
        return list(rows)

    async def change(self, query: str, **values: Any) -> int:
        """Run the query and return how many rows it changed."""
        self.insist_on_whole()
        try:
            cursor = await self._connection.execute(self._queries[query].sql, values)
        except sqlite3.Error as error:
            raise self._break(error, query) from error
        return cursor.rowcount

    async def script(self, sql: str) -> None:
        """Run several statements without values, such as a migration."""
        self.insist_on_whole()
        try:
            for statement in statements(for_engine(sql, "sqlite")):
                await self._connection.execute(statement)
        except sqlite3.Error as error:
            raise self._break(error, "a script") from error

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """Undo what is done inside if it raises, and only that."""
        await self.script("SAVEPOINT attempt;")
        rung = set(self.rung)
        try:
            yield
            self.insist_on_whole()
        except Exception:
            self.broken, self.rung = None, rung
            await self.script("ROLLBACK TO attempt;")
            raise

    def ring(self, bell: str) -> None:
        """Set the bell once this transaction is committed."""
        self.rung.add(bell)

    def insist_on_whole(self) -> None:
        """Raise what went wrong earlier: nothing of this transaction can be kept any more."""
        if self.broken is not None:
            raise self.broken

    def _break(self, error: sqlite3.Error, query: str) -> StorageError:
        # SQLite itself may have rolled everything back; to go on would write outside any transaction.
        self.broken = explain(error, self._path, query)
        return self.broken


class _Turn:
    """One caller in line: granted by the writer, finished by the caller, made durable by the writer."""

    __slots__ = ("durable", "finished", "granted", "transaction")

    def __init__(self, transaction: SqliteTransaction) -> None:
        loop = asyncio.get_running_loop()
        self.transaction = transaction
        self.granted: asyncio.Future[None] = loop.create_future()
        self.finished: asyncio.Future[bool] = loop.create_future()
        self.durable: asyncio.Future[None] = loop.create_future()

    def fail(self, error: StorageError) -> None:
        waiting = self.durable if self.granted.done() else self.granted
        if not waiting.done():
            waiting.set_exception(error)


class SqliteDatabase:
    """One file, open; `open` before use and `close` in a `finally`."""

    engine: Literal["sqlite"] = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._queries = load_queries("sqlite")
        self._bells: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._line: asyncio.Queue[_Turn | None] = asyncio.Queue()
        self._holder: asyncio.Task[Any] | None = None
        self._connections: list[aiosqlite.Connection] = []
        self._idle_readers: list[aiosqlite.Connection] = []
        self._reader_places = asyncio.Semaphore(READERS)
        self._writer: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Open the file and start the writer; StorageError when it cannot be used."""
        try:
            connection = await self._connect(_SETTINGS)
        except sqlite3.Error as error:
            await self.close()
            raise explain(error, self.path, "opening") from error
        self._writer = asyncio.create_task(self._write(connection), name="sqlite writer")

    async def close(self) -> None:
        """Commit what was finished, end the writer and every thread."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            self._line.put_nowait(None)
            await writer
        while self._connections:
            await self._connections.pop().close()
        self._idle_readers.clear()

    def bell(self, name: str) -> asyncio.Event:
        """Return the event that committed transactions set."""
        return self._bells[name]

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqliteTransaction]:
        """Wait in line, run, and return when the commit has reached the disk."""
        if self._writer is None:
            raise StorageError("the database is closed")
        if self._holder is asyncio.current_task():
            raise RuntimeError("a transaction inside a transaction would wait for itself for ever")
        turn = _Turn(SqliteTransaction(self._connections[0], self._queries, self.path))
        self._line.put_nowait(turn)
        try:
            await turn.granted
            self._holder = asyncio.current_task()
            yield turn.transaction
            turn.transaction.insist_on_whole()
        except BaseException:
            turn.finished.set_result(False)
            raise
        finally:
            if self._holder is asyncio.current_task():
                self._holder = None
        turn.finished.set_result(True)
        await turn.durable

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqliteTransaction]:
        """See one consistent state, beside the writer."""
        if self._writer is None:
            raise StorageError("the database is closed")
        async with self._reader_places:
            connection = await self._reader()
            try:
                await connection.execute("BEGIN")
                yield SqliteTransaction(connection, self._queries, self.path)
            finally:
                # Given back even when cancelled here: its thread works in order, so the rollback comes first.
                self._idle_readers.append(connection)
                await connection.rollback()

    async def _reader(self) -> aiosqlite.Connection:
        if self._idle_readers:
            return self._idle_readers.pop()
        try:
            return await self._connect(f"PRAGMA busy_timeout = {BUSY_MS}; PRAGMA query_only = ON;")
        except sqlite3.Error as error:
            raise explain(error, self.path, "reading") from error

    async def _connect(self, settings: str) -> aiosqlite.Connection:
        address = f"file:{quote(str(self.path))}?mode=rwc"
        connection = await aiosqlite.connect(address, uri=True, isolation_level=None, cached_statements=256)
        self._connections.append(connection)
        connection.row_factory = _as_mapping  # type: ignore[assignment]  # its stub knows only sqlite3.Row
        await connection.executescript(settings)
        return connection

    async def _write(self, connection: aiosqlite.Connection) -> None:
        while (turn := await self._line.get()) is not None:
            if not turn.granted.done():  # done already: cancelled while it stood in line
                await self._commit_together(connection, turn)

    async def _commit_together(self, connection: aiosqlite.Connection, first: _Turn) -> None:
        turn: _Turn | None = first
        kept: list[_Turn] = []
        try:
            await connection.executescript("BEGIN IMMEDIATE; SAVEPOINT caller;")
            while turn is not None:
                if await _let_run(connection, turn):
                    kept.append(turn)
                turn = self._next_in_line() if len(kept) < BATCH else None
                if turn is not None:
                    # The savepoints of finished callers stay below this one; the commit releases all.
                    await connection.execute("SAVEPOINT caller")
            await connection.execute("COMMIT")
        except sqlite3.Error as error:
            await self._give_up(connection, [*kept, *([turn] if turn else [])], error)
        else:
            self._announce(kept)

    def _next_in_line(self) -> _Turn | None:
        while not self._line.empty():
            turn = self._line.get_nowait()
            if turn is None:
                self._line.put_nowait(None)  # closing: leave the sign for the loop
                return None
            if not turn.granted.done():
                return turn
        return None

    def _announce(self, kept: list[_Turn]) -> None:
        for turn in kept:
            for bell in turn.transaction.rung:
                self._bells[bell].set()
            if not turn.durable.done():
                turn.durable.set_result(None)

    async def _give_up(
        self, connection: aiosqlite.Connection, turns: list[_Turn], error: sqlite3.Error
    ) -> None:
        trouble = explain(error, self.path, "committing")
        try:
            await connection.rollback()
        except sqlite3.Error:
            logger.warning(
                "The rollback failed as well; SQLite undoes the transaction when it is next opened."
            )
        for turn in turns:
            turn.fail(trouble)


async def _let_run(connection: aiosqlite.Connection, turn: _Turn) -> bool:
    """Let the caller work and return whether its work is kept."""
    if turn.granted.done():  # cancelled at the last moment
        return False
    turn.granted.set_result(None)
    if await turn.finished:
        return True
    await connection.execute("ROLLBACK TO caller")
    return False


def _as_mapping(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def statements(sql: str) -> Iterator[str]:
    """Yield the single statements of a script."""
    statement = ""
    for piece in sql.split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            if statement.strip(" \n;"):
                yield statement
            statement = ""


def explain(error: sqlite3.Error, path: Path, doing: str) -> StorageError:
    """Return the error as one line that tells the next step; it carries no values of rows."""
    text = str(error)
    if "locked" in text or "busy" in text:
        advice = "another program holds it; stop the other one or wait for it"
    elif "not a database" in text:
        advice = "it is something else than a database; name another file or restore a backup"
    elif "malformed" in text or "disk image" in text:
        advice = "it is damaged; restore a backup with: butler db restore FILE"
    elif "unable to open" in text or "readonly" in text:
        advice = "this user may not read and write it and its folder; correct their permissions"
    elif "full" in text:
        advice = "the disk is full; free some space"
    else:
        advice = f"while {doing}"
    return StorageError(f"{path}: {text}: {advice}")
