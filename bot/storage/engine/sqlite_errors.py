"""SQLite's troubles as one line each, and told apart: try again, or never."""

import sqlite3
from pathlib import Path

from bot.errors import StorageError, StorageUnavailable

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_ADVICE = {
    sqlite3.SQLITE_NOTADB: "it is something else than a database; name another file or restore a backup",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore a backup with: butler db restore FILE",
    sqlite3.SQLITE_CANTOPEN: "this user may not read and write it and its folder; correct their permissions",
    sqlite3.SQLITE_READONLY: "this user may not read and write it and its folder; correct their permissions",
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    **dict.fromkeys(_BUSY, "another program holds it; stop the other one or wait for it"),
}
_PASSING = _BUSY | {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_CANTOPEN,
}
"""What may succeed later, https://www.sqlite.org/rescode.html."""
_HOPELESS = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_READONLY}


def explain(error: Exception, path: Path, doing: str, *, shared: bool = False) -> StorageError:
    """Return the error as one line that tells the next step; it carries no values of rows.

    `shared` says that it befell callers who had no part in it: they may try again unless the file is lost.
    """
    code = _primary_code(error)
    # Only SQLite's own words: what Python says of a value that cannot be stored may repeat it.
    words = str(error) if isinstance(error, sqlite3.Error) else type(error).__name__
    passing = code in _PASSING or (shared and code not in _HOPELESS)
    kind = StorageUnavailable if passing else StorageError
    return kind(f"{path}: {words}: {_ADVICE.get(code, f'while {doing}')}")


def is_held_elsewhere(error: Exception) -> bool:
    """Whether another connection holds what was wanted, so that it may succeed once that has let go."""
    return _primary_code(error) in _BUSY


def _primary_code(error: Exception) -> int:
    """Return SQLite's result code without its details; 0 when Python raised it by itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
