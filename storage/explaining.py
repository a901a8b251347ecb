"""Turns a driver's exception into one line that says what is wrong and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from storage.errors import Conflict, DatabaseUnusable

# PostgreSQL's serialization_failure and deadlock_detected.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_CONFLICTS = frozenset({"40001", "40P01"})

# SQLite's messages (https://www.sqlite.org/rescode.html) and PostgreSQL's, in the order in which they are tried.
_REASONS = (
    ("unable to open", "can't be opened: check that its folder exists and may be written"),
    ("not a database", "the file is no SQLite database: restore a backup, or name another file"),
    ("malformed", "the file is damaged: restore a backup"),
    ("readonly", "may not be written: check the owner and the permissions of the file and its folder"),
    ("locked", "is held by another process: stop the other bot or tool, then start again"),
    ("disk is full", "the disk is full: free some space, then start again"),
    ("disk i/o", "the disk reports an error: check it, then restore a backup if the file is damaged"),
    ("password authentication", "refuses the user or the password: check DATABASE_URL"),
    ("does not exist", "the server has no such database or user: create it, or check DATABASE_URL"),
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
    text = str(error.orig if isinstance(error, DBAPIError) else error)
    for sign, reason in _REASONS:
        if sign in text.lower():
            return DatabaseUnusable(_place(url), reason)
    if isinstance(error, OSError):
        return DatabaseUnusable(_place(url), "the server can't be reached: check that it runs and DATABASE_URL")
    if isinstance(error, OperationalError | InterfaceError) and "no such" not in text:
        return DatabaseUnusable(_place(url), text.splitlines()[0])
    return error


def _place(url: URL) -> str:
    return url.database or "(no file)" if url.get_backend_name() == "sqlite" else url.render_as_string()
