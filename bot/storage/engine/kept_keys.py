"""The data keys beside the backups, in one file of their own: a backup holds none, and a key that is destroyed is in no copy.

The file is written with each backup and again whenever a key in it was destroyed, sealed under the master key. What was sealed
with a destroyed key reads as forgotten in every backup, however old.
"""

import asyncio
import io
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from bot.errors import StorageError
from bot.storage.engine import private_file, sealed_file, vault
from bot.storage.engine.database import Database
from bot.storage.engine.master import Master
from bot.storage.engine.queries import Row
from bot.storage.engine.sealed_file import Header
from bot.storage.engine.sealing import DataKey, Words, key_id_of, label_of

NAME = "butler.keys"
"""The file's name in the folder of the backups."""
KIND = "keys"
_PURPOSE = b"exclusive butler kept keys"


async def of_backups(database: Database) -> DataKey:
    """The key by which this database's backups are sealed; its id names the database. Raises StorageError."""
    async with database.transaction() as tx:
        return await tx.vault.key_of(vault.BACKUPS)


async def keep(database: Database, file: Path) -> None:
    """Write the keys that there are now into the file, for its owner alone. Raises StorageError."""
    ours = (await of_backups(database)).id
    kept = None
    while kept is None or kept - await _ids(database):  # destroyed by somebody while this was written
        async with database.reading() as tx:
            rows = await tx.all("data_keys.every")
        await asyncio.to_thread(_write, file, ours, database.ring.master, rows)
        kept = {row["id"] for row in rows}


async def renew(database: Database, file: Path) -> bool:
    """Write the file anew if a key in it was destroyed, or the master key replaced; whether that was so. Raises StorageError."""
    if not await asyncio.to_thread(file.exists):
        return False
    if await asyncio.to_thread(_opens_by, file) == database.ring.master.id:
        kept = await asyncio.to_thread(fetch, file, database.ring.master)
        if not kept.keys() - await _ids(database):
            return False
    await keep(database, file)
    return True


async def _ids(database: Database) -> set[str]:
    async with database.reading() as tx:
        return {row["id"] for row in await tx.all("data_keys.ids")}


def fetch(file: Path, master: Master) -> Mapping[str, str]:
    """The keys in the file as they are wrapped, by id. Raises StorageError."""
    try:
        header, opened = _header(file), io.BytesIO()
        if header.by != master.id:
            raise StorageError(
                f"{file} is sealed under the master key {header.by}, and the one at hand is {master.id}; "
                "set BUTLER_SECRETS__MASTER_KEY to the right one, or bring back its file"
            )
        with file.open("rb") as source:
            sealed_file.unseal(source, opened, header, master.secret_for(_PURPOSE))
    except OSError as error:
        raise _unreadable(file, error) from error
    return dict(json.loads(opened.getvalue()))


def database_of(file: Path) -> str:
    """The id of the key by which backups of the same database are sealed. Raises StorageError."""
    try:
        return _header(file).of
    except OSError as error:
        raise _unreadable(file, error) from error


def _opens_by(file: Path) -> str:
    try:
        return _header(file).by
    except OSError as error:
        raise _unreadable(file, error) from error


def _header(file: Path) -> Header:
    header = sealed_file.header_of(file)
    if header is None or header.kind != KIND:
        raise StorageError(
            f"{file} is no file of keys; name the newest {NAME} that stands beside the backups"
        )
    return header


def _unreadable(file: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{file}: the keys of the backups cannot be read or written there ({error.strerror}); "
        f"name the newest {NAME} with --keys, or correct the permissions"
    )


def _write(file: Path, ours: str, master: Master, rows: list[Row]) -> None:
    content = json.dumps([(row["id"], row["wrapped"]) for row in rows]).encode()
    sealed, header = io.BytesIO(), Header(KIND, ours, master.id)
    sealed_file.seal(io.BytesIO(content), sealed, header, master.secret_for(_PURPOSE))
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and _header(file).of != ours:
            raise StorageError(
                f"{file} holds the keys of another database, whose backups need it; name another folder in backup.folder"
            )
        private_file.write(file, sealed.getvalue())
    except OSError as error:
        raise _unreadable(file, error) from error


def take_out(copy: Path, master: Master) -> None:
    """Leave no key in a copy of a database, and nothing that waits of somebody sealed by another key than theirs."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        rows = connection.execute("SELECT id, subject, wrapped FROM data_keys").fetchall()
        _seal_for_its_sender(connection, {row[1]: row for row in rows}, master)
        connection.execute("UPDATE data_keys SET wrapped = ''")
        connection.commit()


def put_back(copy: Path, keys: Mapping[str, str]) -> None:
    """Give a copy its keys again; those that were destroyed since are missing."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.executemany(
            "UPDATE data_keys SET wrapped = ? WHERE id = ?", [(kept, id_) for id_, kept in keys.items()]
        )
        connection.execute("DELETE FROM data_keys WHERE wrapped = ''")
        connection.commit()


def _seal_for_its_sender(
    connection: sqlite3.Connection, keys: Mapping[str, tuple[str, str, str]], master: Master
) -> None:
    """What waits is sealed by the house's key, which is never destroyed: in a backup it would outlive whoever sent it."""

    def unwrapped(subject: str) -> DataKey:
        id_, _, wrapped = keys[subject]
        return DataKey(id_, subject, master.unwrap(id_, subject, wrapped))

    waiting = connection.execute(
        "SELECT inbox.id, inbox.body, addresses.person FROM inbox JOIN addresses ON addresses.id = inbox.address"
        " WHERE inbox.body <> '' AND addresses.person IS NOT NULL"
    ).fetchall()
    for number, body, person in waiting:
        subject = vault.person(person)
        if subject in keys and key_id_of(body) == keys[vault.HOUSE][0]:
            words = Words.of(unwrapped(vault.HOUSE).open(body), subject, label_of(body))
            sealed = unwrapped(subject).seal(words) if isinstance(words, Words) else words
            connection.execute("UPDATE inbox SET body = ? WHERE id = ?", (sealed, number))
