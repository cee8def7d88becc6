"""What every room sees of the database, and the one way to open it.

A transaction commits whole or not at all. Leaving `async with database.transaction()` without an error means
that its rows have reached the disk. A transaction does database work only: whoever waits for anything else
inside it makes everybody wait.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Protocol

from bot.errors import SchemaTooOld, StorageError
from bot.storage.engine import master_key
from bot.storage.engine import migrate as migrations
from bot.storage.engine.key_ring import KeyRing
from bot.storage.engine.master import Master, master_of
from bot.storage.engine.postgres import PostgresDatabase, open_postgres
from bot.storage.engine.queries import Call, Engine, Row
from bot.storage.engine.sqlite import SqliteDatabase, open_sqlite, sqlite_file
from bot.storage.engine.vault import Vault

__all__ = ["Call", "Database", "Engine", "Row", "Transaction", "accepted_schemes", "open_database"]


class Transaction(Protocol):
    """One transaction; `query` is `room.name` of a query in `sql/room.sql`.

    All methods raise StorageError, and StorageUnavailable where trying again may help. After one has, nothing
    of the transaction is kept.
    """

    @property
    def engine(self) -> Engine:
        """Which database this is."""

    async def one(self, query: str, **values: Any) -> Row | None:
        """Return the first row, or None."""

    async def all(self, query: str, **values: Any) -> list[Row]:
        """Return every row."""

    async def change(self, query: str, **values: Any) -> int:
        """Run the query and return how many rows it changed."""

    async def batch(self, calls: Sequence[Call]) -> list[list[Row]]:
        """Run several queries in this order and return the rows of each.

        For queries that do not need one another's results: a reader on SQLite makes one trip to its thread.
        """

    async def many(self, query: str, each: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Run one query with each of these values, in this order, and return the rows of all.

        However many they are, PostgreSQL is asked once.
        """

    async def script(self, sql: str) -> None:
        """Run several statements without values, such as a migration."""

    async def catalogue(self) -> dict[str, list[str]]:
        """Return the columns of every table, by table, in the order in which they were made."""

    @property
    def vault(self) -> Vault:
        """The keys, as this transaction sees them."""

    def attempt(self) -> AbstractAsyncContextManager[None]:
        """Undo what is done inside if it raises, and only that; the transaction can go on afterwards.

        An attempt that is cancelled, not failed, breaks the whole transaction.
        """

    def at_last(self, work: Callable[[], Awaitable[None]], *, locks: bool = False) -> None:
        """Do this right before the commit, in the order in which it was asked for, unless what asked for it is undone.

        With `locks` it takes a lock for which everybody waits, and is done behind all else: whoever held that lock and then waited for
        another could wait for somebody who waits for it, for ever.
        """

    @property
    def is_hurried(self) -> bool:
        """Whether it is in a hurry."""

    def hurry(self) -> None:
        """Commit as soon as this is over: somebody waits for it. Others share SQLite's commits, and wait for each other."""

    def ring(self, bell: str) -> None:
        """Set `database.bell(bell)` once this transaction is committed; never if it fails."""


class Database(Protocol):
    """An open database; close it in a `finally`, its threads keep a process alive."""

    @property
    def engine(self) -> Engine:
        """Which database this is."""

    @property
    def ring(self) -> KeyRing:
        """The keys that this process has at hand."""

    def transaction(self, *, ahead: bool = False) -> AbstractAsyncContextManager[Transaction]:
        """Commit on leaving, roll back on an exception; leaving returns when the commit is durable.

        With `ahead` it goes before those that stand in line for SQLite's one writer, and in a hurry (`Transaction.hurry`):
        for what is short, and for which somebody waits.
        Raises StorageError, or CommitUnknown when the connection was lost during the commit. Whatever
        happens, the next transaction is a fresh start.
        """

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """See one consistent state without waiting for writers; nothing can be changed."""

    def bell(self, name: str) -> asyncio.Event:
        """Return the event that `Transaction.ring` sets in this process; whoever waits for it clears it."""

    async def close(self) -> None:
        """Finish what is being committed and let go of files, threads and connections."""


async def open_database(
    url: str,
    *,
    migrate: bool = True,
    folder: Path = migrations.FOLDER,
    upto: int | None = None,
    older: bool = False,
    key: str | Master | None = None,
) -> Database:
    """Open `sqlite:///file.db` or `postgresql://…` and bring its tables up to date.

    `key` is the master key of its words; without it that of the file which `master_key` names.
    With `migrate=False` nothing is created or changed; `older` allows a database then that awaits an upgrade. `upto` is
    the number of the last step to take, by default that of the last one there is. Raises StorageError in one line, which tells apart a
    database that is missing, empty, older, newer (SchemaTooNew), damaged or another program's.
    """
    ring = KeyRing()
    database = await _connect(url, ring, create=migrate)
    try:
        ring.master = master_key.master(url, key, make=migrate)
        ring.renewed = lambda wanted: master_key.renewed(url, key, wanted)
        if migrate:
            await migrations.upgrade(database, migrations.known(folder)[:upto])
        else:
            with contextlib.suppress(*[SchemaTooOld] if older else []):
                await migrations.insist_on_current(database, migrations.known(folder))
        if folder == migrations.FOLDER:
            await _insist_on_its_key(database)
    except BaseException:
        await database.close()
        raise
    return database


async def _insist_on_its_key(database: Database) -> None:
    """Raise StorageError, rather than write what nobody could read together, where the words have another master key."""
    async with database.reading() as tx:
        if (
            "data_keys" not in await tx.catalogue()
        ):  # an older database, or one that another process is making just now
            return
        for kept in await tx.all("data_keys.any_key"):
            database.ring.insist_on(master_of(kept["wrapped"]))


async def _connect(url: str, ring: KeyRing, *, create: bool) -> SqliteDatabase | PostgresDatabase:
    scheme = url.split(":", 1)[0]
    file = sqlite_file(url)
    if file is not None:
        return await open_sqlite(file, ring, create=create)
    if scheme in {"postgresql", "postgres"}:
        return await open_postgres(url, ring)
    raise StorageError(
        "database.url is not understood; write sqlite:///file.db or postgresql://user:password@host/name"
    )


def accepted_schemes() -> Sequence[str]:
    """Return the beginnings of an address that `open_database` understands."""
    return ("sqlite:///", "postgresql://", "postgres://")
