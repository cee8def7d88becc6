"""The embedded database: one writer that shares its commits, readers on their own connections.

Callers of `transaction()` stand in line (`line`). The writer lets them run one after another inside one SQLite
transaction, each behind a savepoint, and commits when nobody is waiting, after `BATCH` callers, or after one who is in a
hurry: one write to the disk for all. The writer task alone begins, rolls back and commits, so a caller that fails or is
cancelled undoes its own savepoint and nothing else.
"""

import asyncio
import itertools
import logging
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, unquote, urlsplit

import aiosqlite

from bot.errors import StorageError, StorageUnavailable
from bot.storage.engine.key_ring import KeyRing
from bot.storage.engine.line import Line
from bot.storage.engine.queries import load_queries
from bot.storage.engine.sqlite_errors import explain, is_held_elsewhere
from bot.storage.engine.sqlite_transaction import SqliteTransaction
from bot.storage.engine.transaction import TRANSACTION_S

logger = logging.getLogger(__name__)

OWNER_ONLY = 0o600
BATCH = 16
"""Callers that share one commit at most: the first of them waits for the last."""
READERS = 4
"""Connections for reading; more would only wait for the processor."""
BUSY_MS = 5_000
"""How long to wait for another process, such as a backup, before saying that the file is locked."""
READER_S = 20.0
"""How long to wait for one of the reading connections."""
_SETTINGS = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
"""`temp_store`: what a savepoint goes back to would else be written to a file, page by page; it is gone with the transaction anyway."""
_READING = "PRAGMA query_only = ON;"
_OURS = "PRAGMA journal_mode = WAL;"
"""Stays in the file: not for one that is only looked at, which may be somebody else's."""


def sqlite_file(url: str) -> Path | None:
    """Return the file that `sqlite:///file.db` names; None for any other address."""
    if not url.startswith("sqlite:///") or len(url) == len("sqlite:///"):
        return None
    return Path(unquote(urlsplit(url).path[1:]))


async def open_sqlite(path: Path, ring: KeyRing, *, create: bool) -> "SqliteDatabase":
    """Open the file, or make it where `create` says so; StorageError tells what stands in the way."""
    insist_on_place(path, create=create)
    if create:
        for_owner_only(path)
    database = SqliteDatabase(path, ring, create=create)
    await database.open()
    return database


def for_owner_only(path: Path) -> None:
    """Make the file, if it is not there, for its owner alone; SQLite gives the files beside it the same mode."""
    with suppress(OSError):  # opening it tells what is wrong
        path.touch(OWNER_ONLY)
        path.chmod(OWNER_ONLY)


def insist_on_place(path: Path, *, create: bool) -> None:
    """Raise StorageError unless a file can stand there, or is there already if none may be made."""
    if path.is_dir():
        raise StorageError(f"{path} is a folder; database.url has to name a file")
    if not path.parent.is_dir():
        raise StorageError(f"the folder {path.parent} does not exist; create it or change database.url")
    if not create and not path.exists():
        raise StorageError(f"{path} does not exist yet; run: butler db upgrade")


class _Turn:
    """One caller in line: granted by the writer, finished by the caller, made durable by the writer."""

    __slots__ = ("durable", "finished", "granted", "transaction")

    def __init__(self, transaction: SqliteTransaction) -> None:
        loop = asyncio.get_running_loop()
        self.transaction = transaction
        self.granted: asyncio.Future[None] = loop.create_future()
        self.finished: asyncio.Future[bool] = loop.create_future()
        self.durable: asyncio.Future[None] = loop.create_future()

    def finish(self, *, kept: bool) -> None:
        if not self.finished.done():  # done already: it took too long
            self.finished.set_result(kept)

    def fail(self, error: StorageError) -> None:
        waiting = self.durable if self.granted.done() else self.granted
        if not waiting.done() and not self._given_up():
            waiting.set_exception(error)

    def _given_up(self) -> bool:
        """Tell whether nobody waits any more: the caller has raised, or took too long."""
        return self.finished.done() and (self.finished.cancelled() or not self.finished.result())


class SqliteDatabase:
    """One file, open; `open` before use and `close` in a `finally`."""

    engine: Literal["sqlite"] = "sqlite"

    def __init__(self, path: Path, ring: KeyRing, *, create: bool = True) -> None:
        self.path = path
        self.ring = ring
        self._create = create
        self._queries = load_queries("sqlite")
        self._bells: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._line: Line[_Turn] = Line()
        self._holder: asyncio.Task[Any] | None = None
        self._connections: list[aiosqlite.Connection] = []
        self._idle_readers: list[aiosqlite.Connection] = []
        self._reader_places = asyncio.Semaphore(READERS)
        self._writer: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Open the file and start the writer; StorageError when it cannot be used."""
        connection = await self._connect(_SETTINGS + (_OURS if self._create else ""), "opening")
        self._writer = asyncio.create_task(self._write(connection), name="sqlite writer")

    async def close(self) -> None:
        """Commit what was finished, end the writer and every thread."""
        try:
            if self._writer is not None:
                writer, self._writer = self._writer, None
                self._line.close()
                await writer
        finally:
            self._idle_readers.clear()
            while self._connections:
                with suppress(sqlite3.Error, ValueError):  # the thread ends all the same
                    await self._connections.pop().close()

    def bell(self, name: str) -> asyncio.Event:
        """Return the event that committed transactions set."""
        return self._bells[name]

    @asynccontextmanager
    async def transaction(self, *, ahead: bool = False) -> AsyncIterator[SqliteTransaction]:
        """Wait in line, run, and return when the commit has reached the disk."""
        if self._writer is None:
            raise StorageError("the database is closed")
        task = asyncio.current_task()
        if self._holder is task:
            raise RuntimeError("a transaction inside a transaction would wait for itself for ever")
        turn = _Turn(SqliteTransaction(self._connections[0], self._queries, self.path, self.ring))
        if ahead:
            turn.transaction.hurry()
        self._line.join(turn, ahead=ahead)
        try:
            await turn.granted
            self._holder = task
            yield turn.transaction
            await turn.transaction.do_last()
        except BaseException:
            turn.finish(kept=False)
            raise
        finally:
            turn.transaction.end()
            if self._holder is task:
                self._holder = None
        turn.finish(kept=True)
        await turn.durable

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqliteTransaction]:
        """See one consistent state, beside the writer."""
        connection = await self._take_reader()
        transaction = SqliteTransaction(connection, self._queries, self.path, self.ring, is_reading=True)
        transaction.put_first("BEGIN")
        try:
            yield transaction
            transaction.vault.committed(wrote=False)
        finally:
            transaction.end()
            await self._give_back(connection)

    async def _take_reader(self) -> aiosqlite.Connection:
        if self._writer is None:
            raise StorageError("the database is closed")
        try:
            async with asyncio.timeout(READER_S):
                await self._reader_places.acquire()
        except TimeoutError as error:
            raise StorageUnavailable(f"{self.path}: all {READERS} reading connections are in use") from error
        try:
            return (
                self._idle_readers.pop() if self._idle_readers else await self._connect(_READING, "reading")
            )
        except BaseException:
            self._reader_places.release()
            raise

    async def _give_back(self, connection: aiosqlite.Connection) -> None:
        # Given back even when cancelled here: its thread works in order, so the rollback comes first.
        self._idle_readers.append(connection)
        self._reader_places.release()
        with suppress(sqlite3.Error, ValueError):  # closed meanwhile; or the next BEGIN says what is wrong
            await connection.rollback()

    async def _connect(self, settings: str, doing: str) -> aiosqlite.Connection:
        mode = "rwc" if self._create else "rw"
        address = f"file:{quote(str(self.path))}?mode={mode}"
        # The writer's queries run outside its thread, while that waits (`sqlite_transaction`).
        opened = aiosqlite.connect(
            address, uri=True, isolation_level=None, cached_statements=256, check_same_thread=False
        )
        try:
            connection = await opened
            connection.row_factory = _as_mapping  # type: ignore[assignment]  # its stub knows only sqlite3.Row
            await connection.executescript(f"PRAGMA busy_timeout = {BUSY_MS}; {settings}")
        except BaseException as error:
            with suppress(sqlite3.Error, ValueError):
                await opened.close()  # or its thread would keep the process alive
            if isinstance(error, sqlite3.Error):
                raise explain(error, self.path, doing) from error
            raise
        self._connections.append(connection)
        return connection

    async def _write(self, connection: aiosqlite.Connection) -> None:
        while (turn := await self._line.first()) is not None:
            if not turn.granted.done():  # done already: cancelled while it stood in line
                await self._commit_together(connection, turn)

    async def _commit_together(self, connection: aiosqlite.Connection, first: _Turn) -> None:
        turn: _Turn | None = first
        kept: list[_Turn] = []
        is_hurried = False
        # Names of their own: should one not be set, going back to it fails, and does not undo the caller before.
        numbers = itertools.count(1)
        try:
            if not _begun_at_once(connection._conn):  # noqa: SLF001
                await connection.execute("BEGIN IMMEDIATE")
            while turn is not None:
                savepoint = f"caller_{next(numbers)}"
                if await _let_run(connection, turn, savepoint):
                    kept.append(turn)
                is_hurried = is_hurried or turn.transaction.is_hurried
                turn = self._next_in_line(only_ahead=is_hurried) if len(kept) < BATCH else None
            await connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 -- a writer that died would let everybody wait for ever
            await self._give_up(connection, [*kept, *([turn] if turn else [])], error)
        else:
            self._announce(kept)

    def _next_in_line(self, *, only_ahead: bool) -> _Turn | None:
        while (turn := self._line.next(only_ahead=only_ahead)) is not None:
            if not turn.granted.done():
                return turn
        return None

    def _announce(self, kept: list[_Turn]) -> None:
        for turn in kept:
            turn.transaction.vault.committed()
            for bell in turn.transaction.rung:
                self._bells[bell].set()
            if not turn.durable.done():
                turn.durable.set_result(None)

    async def _give_up(self, connection: aiosqlite.Connection, turns: list[_Turn], error: Exception) -> None:
        # Those who shared the commit have done nothing wrong: for them it is never their own failure.
        trouble = explain(error, self.path, "committing", shared=True)
        try:
            await connection.rollback()
        except (sqlite3.Error, ValueError):
            logger.warning("The rollback failed as well; it is tried again at the next transaction.")
        for turn in turns:
            turn.fail(trouble)


def _begun_at_once(connection: sqlite3.Connection) -> bool:
    """Begin a transaction that writes, unless another process holds the file; whether it has begun. Raises sqlite3.Error for all else.

    Waiting for the file is for the thread, the way to which and back takes eight times as long as this.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if not is_held_elsewhere(error):
            raise
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return True


async def _let_run(connection: aiosqlite.Connection, turn: _Turn, savepoint: str) -> bool:
    """Let the caller work and return whether its work is kept.

    The savepoints of finished callers stay below this one; the commit releases all.
    """
    if turn.granted.done():  # cancelled at the last moment
        return False
    turn.transaction.put_first(f"SAVEPOINT {savepoint}")
    turn.granted.set_result(None)
    try:
        async with asyncio.timeout(TRANSACTION_S):
            kept = await turn.finished
    except TimeoutError:
        kept = False
        turn.transaction.end(StorageError(f"the transaction took longer than {TRANSACTION_S:.0f} s"))
    if not kept and turn.transaction.has_begun:
        await connection.execute(f"ROLLBACK TO {savepoint}")
    return kept


def _as_mapping(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}
