"""Backups: always one SQLite file, whichever engine it comes from or goes to.

A backup holds every row of one moment and the schema that they belong to. It is checked before it gets its
name, and again before it is restored. Being the same file for both engines, it also leads from one to the
other.
"""

import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from pathlib import Path

import asyncpg

from bot.errors import StorageError
from bot.storage.engine import master_key
from bot.storage.engine.database import Database, open_database
from bot.storage.engine.master import Master
from bot.storage.engine.migrate import LEDGER, number_of
from bot.storage.engine.postgres import connected
from bot.storage.engine.sqlite import SqliteDatabase, for_owner_only
from bot.storage.engine.sqlite_errors import explain

Counts = dict[str, int]
"""Rows by table."""
PutRight = Callable[[Database], Awaitable[Mapping[str, int]]]
"""Makes a copy of a backup fit to be served; by table, above which number new rows are numbered."""


async def backup(url: str, target: Path, key: str | Master | None = None, *, older: bool = False) -> Counts:
    """Write every row into a new file, also while the bot works; StorageError if that may not be.

    `older` allows a database that awaits an upgrade; the file is as old then.
    """
    _insist_on_place(target)
    master = master_key.master(url, key, make=False)
    database = await open_database(url, migrate=False, older=older, key=master)
    try:
        with tempfile.TemporaryDirectory(prefix=".backup", dir=target.parent) as folder:
            partial = Path(folder) / "partial.db"
            for_owner_only(partial)
            await _copy_out(database, url, partial, master)
            counts = examine(partial)
            partial.rename(target)
    except sqlite3.Error as error:
        raise explain(error, target, "writing the backup") from error
    except OSError as error:
        raise StorageError(f"{target} cannot be written ({error.strerror}); name another file") from error
    finally:
        await database.close()
    return counts


async def restore(
    url: str, source: Path, key: str | Master | None = None, put_right: PutRight | None = None
) -> Counts:
    """Put a backup into an empty database; `put_right` is given its copy before, at this program's schema.

    Raises StorageError when the file is no good backup, or when the database holds rows already.
    """
    examine(source)
    master = master_key.master(url, key)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        _copy_file(source, copy)
        above = await _prepare(copy, master, put_right)
        counts = examine(copy)
        database = await open_database(url, key=master)
        try:
            await _insist_on_empty(database, url)
            await _copy_in(database, url, copy, above)
        except sqlite3.Error as error:
            raise explain(error, source, "restoring it") from error
        finally:
            await database.close()
    return counts


async def _prepare(copy: Path, master: Master, put_right: PutRight | None) -> Mapping[str, int]:
    """Bring an older backup up to date, and put right what is not to be served as it is."""
    database = await open_database(f"sqlite:///{copy}", key=master)
    try:
        return await put_right(database) if put_right is not None else {}
    finally:
        await database.close()


async def verify(url: str, key: str | Master | None = None) -> Counts:
    """Check that the database is whole, without changing it; StorageError if it is not."""
    database = await open_database(url, migrate=False, key=key)
    try:
        return await _counts(database, url)
    finally:
        await database.close()


def examine(file: Path) -> Counts:
    """Look at a SQLite file from the inside; StorageError if it is damaged or not this program's."""
    if not file.is_file():
        raise StorageError(f"{file} does not exist; name a file that `butler db backup` wrote")
    try:
        with closing(_read(file)) as connection:
            verdicts = connection.execute("PRAGMA integrity_check").fetchall()
            if verdicts != [("ok",)] or connection.execute("PRAGMA foreign_key_check").fetchall():
                raise StorageError(f"{file} is damaged; use another backup")
            tables = _tables(connection)
            if LEDGER not in tables:
                raise StorageError(f"{file} is no database of this program; name another file")
            return {table: _count(connection, table) for table in tables}
    except sqlite3.Error as error:
        raise explain(error, file, "examining it") from error


async def _insist_on_empty(database: Database, url: str) -> None:
    counts = await _counts(database, url)
    if any(number for table, number in counts.items() if table != LEDGER):
        raise StorageError(
            "the database holds rows already; name a new one in database.url and restore there"
        )


def _insist_on_place(target: Path) -> None:
    if target.exists():
        raise StorageError(f"{target} exists already; name a new file")
    if not target.parent.is_dir():
        raise StorageError(f"the folder {target.parent} does not exist; create it or name another file")


async def _counts(database: Database, url: str) -> Counts:
    if isinstance(database, SqliteDatabase):
        return examine(database.path)
    async with database.reading() as tx:
        tables = await tx.catalogue()
    async with connected(url, "counting the rows") as connection:
        return {name: await connection.fetchval(f'SELECT count(*) FROM "{name}"') for name in tables}  # noqa: S608 -- the names are the schema's own


async def _copy_out(database: Database, url: str, target: Path, master: Master) -> None:
    if isinstance(database, SqliteDatabase):
        _copy_file(database.path, target)
        return
    number = await number_of(database)
    await (await open_database(f"sqlite:///{target}", upto=number, key=master)).close()
    async with connected(url, "writing the backup") as source:
        with closing(sqlite3.connect(target)) as file:
            async with source.transaction(isolation="repeatable_read", readonly=True):
                for table in _content_tables(file):
                    rows = await source.fetch(f'SELECT * FROM "{table}"')  # noqa: S608 -- the names are the schema's own
                    for row in rows:
                        file.execute(_insert(table, list(row.keys()), "?"), list(row.values()))
            file.commit()


async def _copy_in(database: Database, url: str, source: Path, above: Mapping[str, int]) -> None:
    if isinstance(database, SqliteDatabase):
        with closing(_read(source)) as file, closing(sqlite3.connect(database.path)) as target:
            for table in _content_tables(file):
                columns, rows = _rows(file, table)
                target.executemany(_insert(table, columns, "?"), rows)
            target.commit()
        return
    async with connected(url, "restoring the backup") as connection:
        with closing(_read(source)) as file:
            async with connection.transaction():
                for table in _content_tables(file):
                    columns, rows = _rows(file, table)
                    await connection.executemany(_insert(table, columns, "$"), rows)
                    await _go_on_numbering(connection, table, above.get(table, 0))


async def _go_on_numbering(connection: "asyncpg.Connection[asyncpg.Record]", table: str, above: int) -> None:
    """Let new rows be numbered after the restored ones, and above this number."""
    numbered = await connection.fetchval(
        "SELECT count(*) FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = $1 AND column_name = 'id' AND is_identity = 'YES'",
        table,
    )
    if numbered:
        await connection.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest(max(id), nullif({above:d}, 0))) FROM \"{table}\""  # noqa: S608 -- the names are the schema's own
        )


def _read(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _copy_file(source: Path, target: Path) -> None:
    with closing(_read(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables in the order in which they were made: what is referred to comes first."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    )
    return [name for (name,) in found]


def _content_tables(connection: sqlite3.Connection) -> list[str]:
    return [table for table in _tables(connection) if table != LEDGER]


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 -- the names are the schema's own


def _rows(connection: sqlite3.Connection, table: str) -> tuple[list[str], list[tuple[object, ...]]]:
    cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid')  # noqa: S608 -- the names are the schema's own
    return [column[0] for column in cursor.description], cursor.fetchall()


def _insert(table: str, columns: list[str], mark: str) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" if mark == "?" else f"${place}" for place in range(1, len(columns) + 1))
    return f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 -- the names are the schema's own
