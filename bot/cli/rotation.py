"""`butler db rotate-key`: a new master key, which never leaves a moment in which no key opens the words."""

import argparse
import asyncio
import datetime as dt
import os
from pathlib import Path

from bot.config import Config, load_config
from bot.errors import ButlerError, StorageError
from bot.storage import rotation
from bot.storage.engine import kept_keys, master_key
from bot.storage.engine.database import open_database
from bot.storage.engine.lock import alone
from bot.storage.engine.master import Master

GIVEN = """\
1. Put what stands in {file} where BUTLER_SECRETS__MASTER_KEY comes from, in place of the old key.
2. Restart every process; until then they answer nobody whose key they do not have in memory, and lose nothing."""


def run(arguments: argparse.Namespace) -> int:
    """Replace the master key, and say what is left to do."""
    config = load_config(arguments.config, os.environ)
    url, given = config.database.url.get_secret_value(), config.secrets.key
    file = _place_of_new_key(arguments.into, url, given)
    with alone(url):
        resumes = file.exists()
        number = asyncio.run(_rotated(config, master_key.made(file), resumes=resumes))
        if given is None:
            master_key.take_over(url)
    print(
        "It was replaced before." if number is None else f"{number} keys are wrapped by the new master key."
    )
    print(f"{master_key.file_of(url)} holds it." if given is None else GIVEN.format(file=file))
    return 0


def _place_of_new_key(into: Path | None, url: str, given: str | None) -> Path:
    """Where the new key is kept before it is used: in the named file, or beside the one that it replaces."""
    if given is None and into is not None:
        raise ButlerError(
            f"the master key stands in {master_key.file_of(url)}, which is replaced; leave --into out"
        )
    if given is None:
        return master_key.next_file(url)
    if into is None:
        raise ButlerError(
            "the master key is given by BUTLER_SECRETS__MASTER_KEY; name a file for the new one: --into FILE"
        )
    return into


async def _rotated(config: Config, new: Master, *, resumes: bool) -> int | None:
    """How many keys are wrapped anew; None where that was done before, by a command that broke off. Raises StorageError."""
    url = config.database.url.get_secret_value()
    if resumes and await _opens(url, new):
        return None
    database = await open_database(url, migrate=False, key=config.secrets.key)
    try:
        number = await rotation.rotate(database, new, dt.datetime.now(dt.UTC))
        await kept_keys.renew(database, config.backup_folder() / kept_keys.NAME)
        return number
    finally:
        await database.close()


async def _opens(url: str, key: Master) -> bool:
    try:
        database = await open_database(url, migrate=False, key=key)
    except StorageError:
        return False
    await database.close()
    return True
