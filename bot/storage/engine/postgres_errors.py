"""PostgreSQL's troubles as one line each, and told apart: try again, or never."""

from urllib.parse import urlsplit

import asyncpg

from bot.errors import StorageError, StorageUnavailable

CONNECTING = "connecting"
_PASSING = (
    "08",  # the connection is lost
    "25P03",  # the server ended a session that had held its locks for too long
    "40",  # deadlock, serialization: the server asks to begin again
    "53",  # no room: connections, memory, disk
    "55P03",  # the lock was not to be had in time
    "57",  # shutting down, starting up, cancelled
    "58",  # the server's own files and system
)
"""SQLSTATE codes and classes of what may succeed later, https://www.postgresql.org/docs/current/errcodes-appendix.html."""
_VALUES_REFUSED = "22"
"""Data exceptions: their text repeats the value."""
_DRIVER_LOST_TRACK = (asyncpg.InternalClientError, asyncpg.InvalidCachedStatementError, OSError, TimeoutError)


def explain(error: Exception, url: str, doing: str = CONNECTING, *, lost: bool = False) -> StorageError:
    """Return the error as one line that tells the next step; it carries no password and no values of rows.

    `lost` says that the connection is closed: then it is StorageUnavailable, whatever the driver called it.
    """
    if isinstance(error, ValueError) and doing == CONNECTING:
        return StorageError("database.url is not understood; write postgresql://user:password@host/name")
    kind = StorageUnavailable if lost or is_passing(error) else StorageError
    return kind(f"{place(url)}: {_advice(error, doing)}")


def is_passing(error: Exception) -> bool:
    """Tell whether the same may succeed later."""
    if isinstance(error, _DRIVER_LOST_TRACK):
        return True
    return isinstance(error, asyncpg.PostgresError) and (error.sqlstate or "").startswith(_PASSING)


def place(url: str) -> str:
    """Return which database it is, without user and password."""
    parts = urlsplit(url)
    return f"PostgreSQL at {parts.hostname or 'the local socket'}{parts.path}"


def _advice(error: Exception, doing: str) -> str:
    if isinstance(error, asyncpg.InvalidPasswordError | asyncpg.InvalidAuthorizationSpecificationError):
        return "user or password is refused; correct database.url"
    if isinstance(error, asyncpg.InvalidCatalogNameError):
        return "this database does not exist; create it or correct database.url"
    if isinstance(error, OSError | TimeoutError | asyncpg.CannotConnectNowError):
        return f"the server does not answer (while {doing}); start it or correct database.url"
    return f"{_words(error)} (while {doing})"


def _words(error: Exception) -> str:
    state = getattr(error, "sqlstate", None) or ""
    if state.startswith(_VALUES_REFUSED) or not error.args:
        return f"{type(error).__name__} {state}".rstrip()
    # Only the first line: PostgreSQL's details repeat the values of the row.
    return (str(error.args[0]).splitlines() or [type(error).__name__])[0]
