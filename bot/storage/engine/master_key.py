"""Where the master key comes from: from whoever starts the program, or else from a file beside the database."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.errors import StorageError
from bot.storage.engine.master import Master

STATE = Path("state")
"""The folder of what a process with a PostgreSQL keeps for itself."""
MODE = 0o600


def file_of(url: str) -> Path:
    """The file that holds the master key of a database where none is given: beside a SQLite file, or in `state`."""
    if not url.startswith("sqlite:"):
        return STATE / "butler-key"
    database = Path(unquote(urlsplit(url).path[1:]))
    return database.with_name(f"{database.name}-key")


def master(url: str, given: str | Master | None = None, *, make: bool = True) -> Master:
    """The key that is given, as text or as itself, or the one in the file, which is made if it is not there and `make` says so.

    One that is neither given nor made is a new one, by which nothing can be opened.

    Raises StorageError for a text that is no key, and where the file can be neither read nor written.
    """
    if given is not None:
        return given if isinstance(given, Master) else Master.read(given)
    file = file_of(url)
    if not make and not file.exists():
        return Master.read(Master.new())
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Master.read(_kept(file))
    except OSError as error:
        raise StorageError(
            f"{file}: the master key cannot be read or made there ({error.strerror}); correct the permissions, or give the key "
            "with BUTLER_SECRETS__MASTER_KEY"
        ) from error


def _kept(file: Path) -> str:
    """What the file holds; of two processes that make it at the same moment, one does."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "w") as made:
            made.write(Master.new() + "\n")
            made.flush()
            os.fsync(made.fileno())
    except FileExistsError:
        pass
    return file.read_text()
