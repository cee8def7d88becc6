"""Backups: always one SQLite file, whichever engine it comes from or goes to, sealed as a whole and without any key.

A backup holds every row of one moment and the schema that they belong to. It is checked before it gets its
name, and again before it is restored. Being the same file for both engines, it also leads from one to the
other. The keys of its words, and the one that opens it, are in a file beside it (`kept_keys`).
"""

import os
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from pathlib import Path

import asyncpg

from bot.errors import StorageError
from bot.storage.engine import kept_keys, master_key, sealed_file, vault
from bot.storage.engine.database import Database, open_database
from bot.storage.engine.master import Master
from bot.storage.engine.migrate import LEDGER, number_of
from bot.storage.engine.postgres import connected
from bot.storage.engine.sealed_file import Header
from bot.storage.engine.sealing import DataKey
from bot.storage.engine.sqlite import SqliteDatabase, for_owner_only
from bot.storage.engine.sqlite_errors import explain

KIND = "backup"
Counts = dict[str, int]
"""Rows by table."""
PutRight = Callable[[Database], Awaitable[Mapping[str, int]]]
"""Makes a copy of a backup fit to be served; by table, above which number new rows are numbered."""


async def backup(
    url: str, target: Path, key: str | Master | None = None, *, older: bool = False, keys: Path | None = None
) -> Counts:
    """Write every row into a new file, also while the bot works; StorageError if that may not be.

    The keys are kept in the file `keys`, by default beside it. `older` allows a database that awaits an upgrade; the file is as
    old then.
    """
    _insist_on_place(target)
    master = master_key.master(url, key, make=False)
    database = await open_database(url, migrate=False, older=older, key=master)
    try:
        with tempfile.TemporaryDirectory(prefix=".backup", dir=target.parent) as folder:
            partial, sealed = Path(folder) / "partial.db", Path(folder) / "sealed"
            for_owner_only(partial)
            by = await kept_keys.of_backups(database)
            await _copy_out(database, url, partial, master)
            counts = examine(partial)
            kept_keys.take_out(partial, master)
            _seal(partial, sealed, by)
            await kept_keys.keep(database, keys or target.with_name(kept_keys.NAME))
            sealed.rename(target)
    except sqlite3.Error as error:
        raise explain(error, target, "writing the backup") from error
    except OSError as error:
        raise StorageError(f"{target} cannot be written ({error.strerror}); name another file") from error
    finally:
        await database.close()
    return counts


async def restore(
    url: str,
    source: Path,
    key: str | Master | None = None,
    put_right: PutRight | None = None,
    *,
    keys: Path | None = None,
) -> Counts:
    """Put a backup into an empty database; `put_right` is given its copy before, at this program's schema.

    `keys` is the newest file of the keys, by default the one beside the backup. Raises StorageError when the file is no good backup,
    or when the database holds rows already.
    """
    header = _header(source)
    master = master_key.master(url, key)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        _unseal(source, copy, header, keys or source.with_name(kept_keys.NAME), master)
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


def _seal(plain: Path, sealed: Path, by: DataKey) -> None:
    for_owner_only(sealed)
    with plain.open("rb") as source, sealed.open("wb") as target:
        sealed_file.seal(source, target, Header(KIND, by.id, by.id), by.raw)
        target.flush()
        os.fsync(target.fileno())


def _header(source: Path) -> Header:
    """What the backup says of itself; StorageError if it is none."""
    if not source.is_file():
        raise StorageError(f"{source} does not exist; name a file that `butler db backup` wrote")
    header = sealed_file.header_of(source)
    if header is None or header.kind != KIND:
        raise StorageError(
            f"{source} is no backup, or one of a version before 0.1.0, which were not sealed as a whole;"
            " name a file that `butler db backup` wrote"
        )
    return header


def _unseal(source: Path, copy: Path, header: Header, keys: Path, master: Master) -> None:
    """Write the backup as a database, with those of its keys that were not destroyed since. Raises StorageError."""
    if kept_keys.database_of(keys) != header.of:
        raise StorageError(
            f"{keys} holds the keys of another database than {source}; name its own with --keys"
        )
    kept = kept_keys.fetch(keys, master)
    wrapped = kept.get(header.by)
    if wrapped is None:
        raise StorageError(f"{keys} is without the key of {source}; name another copy of it with --keys")
    for_owner_only(copy)
    with source.open("rb") as sealed, copy.open("wb") as plain:
        sealed_file.unseal(sealed, plain, header, master.unwrap(header.by, vault.BACKUPS, wrapped))
    examine(copy)
    kept_keys.put_back(copy, kept)


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
