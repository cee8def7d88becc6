"""The shared database: a pool of connections to PostgreSQL, for several replicas of the bot."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

import asyncpg

from bot.errors import StorageError
from bot.storage.engine.queries import Query, Row, for_engine, load_queries

CONNECTIONS = 16
"""Connections at most; PostgreSQL does not get faster with more."""
CONNECT_S = 10.0
"""How long a server may take to answer before it counts as down."""
_TROUBLE = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)

Connection: TypeAlias = "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"


async def open_postgres(url: str) -> "PostgresDatabase":
    """Connect; StorageError tells what stands in the way. The password never stands in a message."""
    try:
        pool = await asyncpg.create_pool(url, min_size=1, max_size=CONNECTIONS, timeout=CONNECT_S)
    except (*_TROUBLE, ValueError) as error:
        raise explain(error, url) from error
    return PostgresDatabase(pool, url)


class PostgresTransaction:
    """One transaction on one connection of the pool."""

    engine: Literal["postgres"] = "postgres"

    def __init__(self, connection: Connection, queries: dict[str, Query], url: str) -> None:
        self._connection = connection
        self._queries = queries
        self._url = url
        self.rung: set[str] = set()
        self.broken: StorageError | None = None

    async def one(self, query: str, **values: Any) -> Row | None:
        """Return the first row, or None."""
        rows = await self.all(query, **values)
        return rows[0] if rows else None

    async def all(self, query: str, **values: Any) -> list[Row]:
        """Return every row."""
        known = self._queries[query]
        try:
            rows = await self._connection.fetch(known.sql, *(values[name] for name in known.order))
        except _TROUBLE as error:
            raise self._break(error, query) from error
        return [dict(row) for row in rows]

    async def change(self, query: str, **values: Any) -> int:
        """Run the query and return how many rows it changed."""
        known = self._queries[query]
        try:
            status = await self._connection.execute(known.sql, *(values[name] for name in known.order))
        except _TROUBLE as error:
            raise self._break(error, query) from error
        return int(status.rsplit(" ", 1)[-1])

    async def script(self, sql: str) -> None:
        """Run several statements without values, such as a migration."""
        try:
            await self._connection.execute(for_engine(sql, "postgres"))
        except _TROUBLE as error:
            raise self._break(error, "a script") from error

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """Undo what is done inside if it raises, and only that."""
        await self.script("SAVEPOINT attempt")
        rung = set(self.rung)
        try:
            yield
            self.insist_on_whole()
        except Exception:
            self.broken, self.rung = None, rung
            await self.script("ROLLBACK TO attempt")
            raise

    def insist_on_whole(self) -> None:
        """Raise what went wrong earlier: nothing of this transaction can be kept any more."""
        if self.broken is not None:
            raise self.broken

    def ring(self, bell: str) -> None:
        """Set the bell once this transaction is committed."""
        self.rung.add(bell)

    def _break(self, error: Exception, query: str) -> StorageError:
        self.broken = explain(error, self._url, query)
        return self.broken


class PostgresDatabase:
    """A pool of connections; close it in a `finally`."""

    engine: Literal["postgres"] = "postgres"

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", url: str) -> None:
        self._pool = pool
        self._url = url
        self._queries = load_queries("postgres")
        self._bells: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def bell(self, name: str) -> asyncio.Event:
        """Return the event that committed transactions of this process set."""
        return self._bells[name]

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[PostgresTransaction]:
        """Commit on leaving, roll back on an exception."""
        async with self._begun(readonly=False) as tx:
            yield tx
            tx.insist_on_whole()
        for bell in tx.rung:
            self._bells[bell].set()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PostgresTransaction]:
        """See one consistent state; nothing can be changed."""
        async with self._begun(readonly=True) as tx:
            yield tx

    @asynccontextmanager
    async def _begun(self, *, readonly: bool) -> AsyncIterator[PostgresTransaction]:
        isolation: Literal["repeatable_read", "read_committed"]
        isolation = "repeatable_read" if readonly else "read_committed"
        with self._explained():
            connection = await self._pool.acquire()
        try:
            transaction = connection.transaction(isolation=isolation, readonly=readonly)
            with self._explained():
                await transaction.start()
            try:
                yield PostgresTransaction(connection, self._queries, self._url)
            except BaseException:
                with contextlib.suppress(*_TROUBLE):  # a lost connection has rolled back already
                    await transaction.rollback()
                raise
            with self._explained():
                await transaction.commit()
        finally:
            await self._pool.release(connection)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except _TROUBLE as error:
            raise explain(error, self._url) from error


def explain(error: Exception, url: str, doing: str = "connecting") -> StorageError:
    """Return the error as one line that tells the next step; it carries no password and no values of rows."""
    parts = urlsplit(url)
    place = f"PostgreSQL at {parts.hostname or 'the local socket'}{parts.path}"
    if isinstance(error, asyncpg.InvalidPasswordError | asyncpg.InvalidAuthorizationSpecificationError):
        return StorageError(f"{place}: user or password is refused; correct database.url")
    if isinstance(error, asyncpg.InvalidCatalogNameError):
        return StorageError(f"{place}: this database does not exist; create it or correct database.url")
    if isinstance(error, OSError | TimeoutError | asyncpg.CannotConnectNowError):
        return StorageError(f"{place}: the server does not answer; start it or correct database.url")
    if isinstance(error, ValueError):
        return StorageError("database.url is not understood; write postgresql://user:password@host/name")
    # Only the first line: PostgreSQL's details repeat the values of the row.
    text = str(error.args[0]).splitlines()[0] if error.args else type(error).__name__
    return StorageError(f"{place}: {text} (while {doing})")
