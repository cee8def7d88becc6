"""One serving process a file: whoever serves from a SQLite file holds a lock beside it until the process ends.

The kernel lets go of the lock, however the process ends; the file that is locked stays, and means nothing by itself.
Looking, checking and backing up need no lock. PostgreSQL is made for several processes: there is nothing to hold.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StorageError
from bot.storage.engine.sqlite import insist_on_place, sqlite_file

SUFFIX = ".lock"
"""What the locked file is called, behind the name of the database."""


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Hold the file of this database for this process; StorageError, with the process that holds it, if one does."""
    file = sqlite_file(url)
    if file is None:
        yield
        return
    insist_on_place(file, create=True)
    handle = _opened(_lock_of(file))
    try:
        if not _locked(handle, fcntl.LOCK_EX):
            raise StorageError(
                f"{file} is served from already, by {_named(handle)}; stop that one first,"
                " or name another file in database.url"
            )
        os.truncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def holder(url: str) -> str | None:
    """Return which process serves from the file of this database, in words; None when none does."""
    file = sqlite_file(url)
    if file is None or not _lock_of(file).exists():
        return None
    handle = _opened(_lock_of(file))
    try:
        return None if _locked(handle, fcntl.LOCK_SH) else _named(handle)
    finally:
        os.close(handle)


def _lock_of(file: Path) -> Path:
    whole = file.resolve()  # by whichever name the file is reached
    return whole.with_name(whole.name + SUFFIX)


def _opened(lock: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StorageError(
            f"{lock} cannot be opened ({error.strerror}); let this user write into its folder,"
            " or name another file in database.url"
        ) from error


def _locked(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise StorageError(
            f"the folder of the database knows no locks ({error.strerror}); keep the file on a disk of this machine"
        ) from error
    return True


def _named(handle: int) -> str:
    number = os.pread(handle, 20, 0).decode(errors="replace").strip()
    return f"process {number}" if number.isdigit() else "another process"
