"""Turns a driver's exception into one line that says what is wrong and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import SQLITE_ERROR

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from storage.errors import Conflict, DatabaseUnusable

# PostgreSQL's serialization_failure and deadlock_detected.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_CONFLICTS = frozenset({"40001", "40P01"})

# Parts of SQLite's messages (https://www.sqlite.org/rescode.html), in the order in which they are tried.
_SQLITE_REASONS = (
    ("unable to open", "can't be opened: check that its folder exists and may be written"),
    ("not a database", "the file is no SQLite database: restore a backup, or name another file"),
    ("image is malformed", "the file is damaged: restore a backup"),
    ("malformed database schema", "the file is damaged: restore a backup"),
    ("readonly", "may not be written: check the owner and the permissions of the file and its folder"),
    ("locked", "is held by another process: stop the other bot or tool, then start again"),
    ("disk is full", "the disk is full: free some space, then start again"),
    ("disk i/o", "the disk reports an error: check it, then restore a backup if the file is damaged"),
)
# Beginnings of PostgreSQL's codes, in the order in which they are tried.
_POSTGRESQL_REASONS = (
    ("28", "refuses the user or the password: check DATABASE_URL"),
    ("3D", "the server has no such database: create it, or check DATABASE_URL"),
    ("08", "the connection was lost: check that the server runs"),
    ("25006", "may not be written: the server is a standby or read-only; check DATABASE_URL"),
    ("42501", "refuses this user: make it the owner of the database, or check DATABASE_URL"),
    ("53100", "the server's disk is full: free some space"),
    ("53", "the server lacks connections or memory: raise its limits, or stop what else uses it"),
    ("57", "the server is starting, stopping or was told to end what it did: check that it runs"),
    ("58", "the server reports an error of its machine: look into its log"),
    ("XX", "the server reports an error of its own: look into its log"),
)


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Raise StorageError for what the person who runs the bot can mend; other exceptions pass."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        raise as_storage_error(url, error) from error


def is_conflict(error: DBAPIError) -> bool:
    """Whether another transaction was in the way, so that a second try may succeed."""
    return getattr(error.orig, "sqlstate", None) in _CONFLICTS


def as_storage_error(url: URL, error: DBAPIError | OSError) -> Exception:
    """The StorageError for a driver's error, or the error itself if it tells of a mistake in our statements."""
    if isinstance(error, DBAPIError) and is_conflict(error):
        return Conflict()
    reason = _sqlite_reason(error) if url.get_backend_name() == "sqlite" else _postgresql_reason(error)
    return error if reason is None else DatabaseUnusable(_place(url), reason)


def _sqlite_reason(error: DBAPIError | OSError) -> str | None:
    text = str(error.orig if isinstance(error, DBAPIError) else error)
    for sign, reason in _SQLITE_REASONS:
        if sign in text.lower():
            return reason
    # The general code stands for what is wrong with a statement.
    is_general = getattr(getattr(error, "orig", None), "sqlite_errorcode", None) == SQLITE_ERROR
    is_theirs = isinstance(error, OSError) or (isinstance(error, OperationalError) and not is_general)
    return text.partition("\n")[0] if is_theirs else None


def _postgresql_reason(error: DBAPIError | OSError) -> str | None:
    if isinstance(error, OSError):
        return "the server can't be reached: check that it runs and DATABASE_URL"
    code = getattr(error.orig, "sqlstate", None) or ""
    for beginning, reason in _POSTGRESQL_REASONS:
        if code.startswith(beginning):
            return reason
    # Without a code it is the driver that complains, of a connection that broke. One about a value has a code, and
    # must not be quoted: the value, which a person may have written, is in its text.
    is_theirs = not code and isinstance(error, InterfaceError)
    return str(error.orig).partition("\n")[0] if is_theirs else None


def _place(url: URL) -> str:
    return url.database or "(no file)" if url.get_backend_name() == "sqlite" else url.render_as_string()
