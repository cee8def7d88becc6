"""The shared database: a pool of connections to PostgreSQL, for several replicas of the bot.

A connection may break at any moment, also between two statements and while it is given back. Whatever the
driver then raises leaves here as StorageUnavailable, the connection is thrown away, and the next transaction
gets another one. Every wait has an end: the server gives up long statements and forgotten transactions, and
this side gives up a server that is silent.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Literal, TypeAlias

import asyncpg

from bot.errors import CommitUnknown, StorageError, StorageUnavailable
from bot.storage.engine.key_ring import KeyRing
from bot.storage.engine.postgres_errors import CONNECTING, explain, place
from bot.storage.engine.queries import Call, Query, Row, for_engine, load_queries
from bot.storage.engine.transaction import TRANSACTION_S, BaseTransaction

logger = logging.getLogger(__name__)

CONNECTIONS = 16
"""Connections at most; PostgreSQL does not get faster with more."""
CONNECT_S = 10.0
"""How long a server may take to answer before it counts as down."""
ACQUIRE_S = 20.0
"""How long to wait for one of the connections, connecting included."""
STATEMENT_S = 30.0
"""How long the server works on one statement or waits for a lock."""
SILENCE_S = STATEMENT_S + 5
"""How long this side waits for the answer: only a server that is frozen or cut off takes longer than the above."""
SCRIPT_S = 600.0
"""A migration may take longer than a statement; so may reading a table for a backup."""
END_S = 5.0
"""How long rolling back and giving back may take before the connection is thrown away instead."""
CLOSE_S = 10.0
"""How long closing waits for the transactions under way."""

_CATALOGUE = """
SELECT c.relname AS "table", a.attname AS "column"
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.oid, a.attnum
"""

Connection: TypeAlias = "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"
_Finish = Callable[[Connection], Awaitable[bool]]
"""Ends a transaction and tells whether the connection may be used again."""


STATEMENTS_KEPT = 100
"""Statements that the driver keeps prepared in each session of the server."""


def _begin(mode: str) -> str:
    # In one message with BEGIN the limits cost nothing, and they end with the transaction.
    return (
        f"BEGIN ISOLATION LEVEL {mode}; SET LOCAL statement_timeout = {STATEMENT_S * 1000:.0f};"
        f" SET LOCAL idle_in_transaction_session_timeout = {TRANSACTION_S * 1000:.0f}"
    )


async def open_postgres(url: str, ring: KeyRing) -> "PostgresDatabase":
    """Connect; StorageError tells what stands in the way. The password never stands in a message."""
    pooled = await behind_pooler(url)
    # No connection is kept for its own sake: the driver would print tracebacks while the server is down.
    pool = asyncpg.create_pool(
        url,
        min_size=0,
        max_size=CONNECTIONS,
        timeout=CONNECT_S,
        command_timeout=SILENCE_S,
        reset=_nothing_to_reset,
        statement_cache_size=0 if pooled else STATEMENTS_KEPT,
    )
    await pool
    database = PostgresDatabase(pool, url, ring)
    try:
        async with database.reading():
            pass
    except BaseException:
        await database.close()
        raise
    return database


async def behind_pooler(url: str) -> bool:
    """Tell whether a pooler such as pgbouncer stands between; StorageError when there is no connection.

    A pooler gives a key of its own to each of its clients, so that the process that it names is not the one that answers.
    Behind one that hands out a session for each transaction, nothing may outlive a transaction: no prepared statement, no
    setting, no lock.
    """
    async with connected(url, CONNECTING) as connection, connection.transaction():
        return bool(await connection.fetchval("SELECT pg_backend_pid()") != connection.get_server_pid())


@asynccontextmanager
async def connected(url: str, doing: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """One connection apart from the pool, for work that takes long, such as a backup; StorageError as elsewhere."""
    try:
        connection = await asyncpg.connect(
            url, timeout=CONNECT_S, command_timeout=SCRIPT_S, statement_cache_size=0
        )
        try:
            yield connection
        finally:
            await connection.close(timeout=END_S)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError) as error:
        raise explain(error, url, doing) from error
    except ValueError as error:  # an address that cannot be read
        raise explain(error, url) from error


async def _nothing_to_reset(_connection: object) -> None:
    """Save a round trip per transaction: nothing here outlives its transaction, and the pool rolls back."""


class PostgresTransaction(BaseTransaction):
    """One transaction on one connection of the pool."""

    engine: Literal["postgres"] = "postgres"

    def __init__(
        self, connection: Connection, queries: Mapping[str, Query], url: str, ring: KeyRing, *, writes: bool
    ) -> None:
        super().__init__(ring)
        self._connection = connection
        self._queries = queries
        self._url = url
        self._writes = writes

    async def plain_all(self, query: str, **values: Any) -> list[Row]:
        """Return every row."""
        known = self._queries[query]
        arguments = [values[name] for name in known.order]
        with self._statement(query):
            rows = await self._connection.fetch(known.sql, *arguments)
        return [dict(row) for row in rows]

    async def plain_change(self, query: str, **values: Any) -> int:
        """Run the query and return how many rows it changed."""
        known = self._queries[query]
        arguments = [values[name] for name in known.order]
        with self._statement(query):
            status = await self._connection.execute(known.sql, *arguments)
        return int(status.rsplit(" ", 1)[-1])

    async def plain_batch(self, calls: Sequence[Call]) -> list[list[Row]]:
        """Run several queries in this order and return the rows of each."""
        return [await self.plain_all(query, **values) for query, values in calls]

    async def plain_many(self, query: str, each: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Run one query with each of these values, in this order and in one trip, and return the rows of all."""
        known = self._queries[query]
        arguments = [[values[name] for name in known.order] for values in each]
        with self._statement(query):
            rows = await self._connection.fetchmany(known.sql, arguments)
        return [dict(row) for row in rows]

    async def script(self, sql: str) -> None:
        """Run several statements without values, such as a migration."""
        with self._statement("a script"):
            await self._connection.execute(for_engine(sql, "postgres"), timeout=SCRIPT_S)

    async def catalogue(self) -> dict[str, list[str]]:
        """Return the columns of every table; what belongs to an extension is left out."""
        with self._statement("reading the catalogue"):
            rows = await self._connection.fetch(_CATALOGUE)
        tables: defaultdict[str, list[str]] = defaultdict(list)
        for row in rows:
            tables[row["table"]].append(row["column"])
        return dict(tables)

    def _explain(self, error: Exception, doing: str) -> StorageError:
        if self._writes and isinstance(error, asyncpg.ReadOnlySQLTransactionError):
            # A server that another has taken over from: a new connection leads to that one.
            self._connection.terminate()
        return explain(error, self._url, doing, lost=_is_lost(self._connection))


class PostgresDatabase:
    """A pool of connections; close it in a `finally`."""

    engine: Literal["postgres"] = "postgres"

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", url: str, ring: KeyRing) -> None:
        self.ring = ring
        self._pool = pool
        self._url = url
        self._queries = load_queries("postgres")
        self._bells: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def bell(self, name: str) -> asyncio.Event:
        """Return the event that committed transactions of this process set."""
        return self._bells[name]

    async def close(self) -> None:
        """Let what is under way end, for a while, and close every connection; never raises a StorageError."""
        try:
            async with asyncio.timeout(CLOSE_S):
                await self._pool.close()
        except Exception as error:  # noqa: BLE001 -- the pool has ended them by force then: they are closed all the same
            logger.warning("%s: connections were cut at closing: %s", place(self._url), type(error).__name__)

    @asynccontextmanager
    async def transaction(self, *, ahead: bool = False) -> AsyncIterator[PostgresTransaction]:  # noqa: ARG002 -- nobody stands in line
        """Commit on leaving, roll back on an exception."""
        async with self._begun(_begin("READ COMMITTED"), self._commit, writes=True) as tx:
            yield tx
            await tx.do_last()
        tx.vault.committed()
        for bell in tx.rung:
            self._bells[bell].set()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PostgresTransaction]:
        """See one consistent state; nothing can be changed."""
        async with self._begun(_begin("REPEATABLE READ READ ONLY"), _rolled_back, writes=False) as tx:
            yield tx
        tx.vault.committed()

    @asynccontextmanager
    async def _begun(
        self, begin: str, finish: _Finish, *, writes: bool
    ) -> AsyncIterator[PostgresTransaction]:
        connection = await self._opened(begin)
        sound = False
        try:
            tx = PostgresTransaction(connection, self._queries, self._url, self.ring, writes=writes)
            try:
                yield tx
            except BaseException:
                tx.end()
                sound = await _rolled_back(connection)
                raise
            tx.end()
            sound = await finish(connection)
        finally:
            await self._give_back(connection, sound=sound)

    async def _opened(self, begin: str) -> Connection:
        """A connection with its transaction begun; one that is just being told that the server ends it is replaced once."""
        try:
            return await self._try_to_open(begin)
        except StorageUnavailable as trouble:
            if not isinstance(trouble.__cause__, asyncpg.InternalClientError):
                raise
        return await self._try_to_open(begin)

    async def _try_to_open(self, begin: str) -> Connection:
        connection = await self._acquire()
        try:
            with self._explained(connection, "beginning"):
                await connection.execute(begin, timeout=CONNECT_S)
        except BaseException:
            await self._give_back(connection, sound=False)
            raise
        return connection

    async def _acquire(self) -> Connection:
        if self._pool.is_closing():
            raise StorageError("the database is closed")
        try:
            return await self._pool.acquire(timeout=ACQUIRE_S)
        except Exception as error:
            raise explain(error, self._url) from error

    async def _commit(self, connection: Connection) -> bool:
        if _is_lost(connection):
            raise StorageUnavailable(
                f"{place(self._url)}: the connection was lost before the commit; nothing is kept"
            )
        try:
            status = await connection.execute("COMMIT")
        except Exception as error:
            raise self._explain_commit(error) from error
        if status != "COMMIT":  # PostgreSQL answers ROLLBACK, without an error, when a statement had failed
            raise StorageError(f"{place(self._url)}: nothing was committed; a statement had failed before")
        return True

    def _explain_commit(self, error: Exception) -> StorageError:
        if getattr(error, "severity_en", None) == "ERROR":  # the server's own word that it has rolled back
            return explain(error, self._url, "committing")
        return CommitUnknown(
            f"{place(self._url)}: the connection was lost during the commit ({type(error).__name__});"
            " look whether it was kept"
        )

    async def _give_back(self, connection: Connection, *, sound: bool) -> None:
        """Return the connection to the pool, or throw it away when it is in doubt; the pool makes another."""
        try:
            if not sound:
                connection.terminate()
            await self._pool.release(connection, timeout=END_S)
        except Exception as error:  # noqa: BLE001 -- what the transaction has reported stands, whatever happens here
            logger.debug("A connection broke while it was given back: %s", type(error).__name__)

    @contextmanager
    def _explained(self, connection: Connection, doing: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            raise explain(error, self._url, doing, lost=_is_lost(connection)) from error


def _is_lost(connection: Connection) -> bool:
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:  # taken out of our hands: the pool replaces it
        return True


async def _rolled_back(connection: Connection) -> bool:
    """Roll back; False when that failed, and the connection is not to be used again."""
    try:
        await connection.execute("ROLLBACK", timeout=END_S)
    except Exception as error:  # noqa: BLE001 -- a lost connection has rolled back already
        logger.debug("A rollback failed: %s", type(error).__name__)
        return False
    return True
