"""Backups that prove themselves: each is restored into a scratch database and counted before it gets its name.

A name means: this file was restored whole. Old ones are deleted only after a new one has its name.
"""

import datetime as dt
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.errors import SchemaTooOld, StorageError
from bot.storage.engine import kept_keys, master_key, private_file
from bot.storage.engine.backup import Counts, backup, restore, verify
from bot.storage.engine.database import open_database
from bot.storage.engine.master import Master
from bot.storage.engine.migrate import LEDGER

NAME = re.compile(r"butler-\d{8}T\d{6}Z\.(backup|db)")
"""What this program calls backups, and called those that were not sealed as a whole."""
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


async def proven_backup(
    url: str, folder: Path, now: dt.datetime, key: str | None = None, *, older: bool = False
) -> Path:
    """Write a backup into the folder, restore it on trial, and return the file.

    `older` allows a database that awaits an upgrade: its restoration is then a rehearsal of the upgrade. Raises
    StorageError, and leaves no file then.
    """
    target = folder / f"butler-{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.backup"
    try:
        _make(folder)
        with tempfile.TemporaryDirectory(prefix=".backup", dir=folder) as scratch:
            partial, keys = Path(scratch) / "partial", folder / kept_keys.NAME
            master = master_key.master(url, key, make=False)
            counts = await backup(url, partial, master, older=older, keys=keys)
            await _prove(partial, keys, None if older else counts, master)
            partial.chmod(PRIVATE_FILE)
            partial.replace(target)
            private_file.keep_name(target)
    except OSError as error:
        raise StorageError(
            f"{folder} cannot hold a backup ({error.strerror}); make room, or set backup.folder"
        ) from error
    return target


def _make(folder: Path) -> None:
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


async def _prove(file: Path, keys: Path, counts: Counts | None, master: Master) -> None:
    """Restore the file into a new database. Raises StorageError if that cannot be done, or rows are missing."""
    scratch = f"sqlite:///{file.with_name('restored.db')}"
    await restore(scratch, file, master, keys=keys)
    found = await verify(scratch, master)
    if counts is not None and _content(found) != _content(counts):
        raise StorageError(f"the backup does not restore whole; what was written to {file.parent} is deleted")


def _content(counts: Counts) -> Counts:
    # Keys are made, and destroyed, while the backup is written: those that are kept are of the moment after it.
    return {table: number for table, number in counts.items() if table not in (LEDGER, "data_keys")}


async def back_up_before_upgrade(
    url: str, folder: Path, now: dt.datetime, key: str | None = None
) -> Path | None:
    """Make a proven backup of a database that awaits an upgrade; None when there is nothing to upgrade, or nothing in it yet.

    Raises StorageError when it cannot be made: then the database is better left as it is.
    """
    try:
        await (await open_database(url, migrate=False, key=key)).close()
    except SchemaTooOld:
        if await _has_served(url, key):
            return await proven_backup(url, folder, now, key, older=True)
        return None  # another process is making its tables just now
    except StorageError:  # missing or empty; or opening it to work with it says what is wrong
        return None
    return None


async def _has_served(url: str, key: str | None) -> bool:
    database = await open_database(url, migrate=False, older=True, key=key)
    try:
        async with database.reading() as tx:
            return "accounts" in await tx.catalogue() and bool(await tx.all("people.any_account"))
    finally:
        await database.close()


def prune(folder: Path, kept: int) -> Sequence[Path]:
    """Delete the oldest backups of the folder beyond so many, and return them; other files stay."""
    found = sorted(file for file in folder.iterdir() if NAME.fullmatch(file.name))
    old = found[: max(0, len(found) - kept)]
    for file in old:
        file.unlink(missing_ok=True)
    return old
