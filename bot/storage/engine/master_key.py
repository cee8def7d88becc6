"""Where the master key comes from: from whoever starts the program, or else from a file beside the database."""

import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.errors import StorageError
from bot.storage.engine import private_file
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


def next_file(url: str) -> Path:
    """Where the key waits that is about to take the place of the one in the file."""
    file = file_of(url)
    return file.with_name(f"{file.name}.new")


def made(file: Path) -> Master:
    """The key in this file, made now unless it is there; StorageError where that cannot be."""
    try:
        return Master.read(_kept(file))
    except OSError as error:
        raise StorageError(
            f"{file}: no key can be read or made there ({error.strerror}); correct the permissions, or name another file"
        ) from error


def renewed(url: str, given: str | Master | None, wanted: str) -> Master | None:
    """The key with this id where the file holds it by now, or where it waits to take its place, which it then does; else None."""
    if given is not None:
        return None
    in_force = master(url, make=False)
    if in_force.id == wanted:
        return in_force
    waits = next_file(url)
    found = Master.read(waits.read_text()) if waits.is_file() else None
    if found is None or found.id != wanted:
        return None
    with suppress(StorageError):  # whoever may not write there goes on with the key where it is
        take_over(url)
    return found


def take_over(url: str) -> None:
    """Let the key that waits take the place of the one in the file, which is gone then; StorageError where that cannot be."""
    try:
        private_file.replace(next_file(url), file_of(url))
    except OSError as error:
        raise StorageError(
            f"{file_of(url)} cannot be replaced by {next_file(url)} ({error.strerror}); correct the permissions, and start again"
        ) from error


def _kept(file: Path) -> str:
    """What the file holds; of two processes that make it at the same moment, one does."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "w") as made:
            made.write(Master.new() + "\n")
            made.flush()
            os.fsync(made.fileno())
        private_file.keep_name(file)
    except FileExistsError:
        pass
    return file.read_text()
