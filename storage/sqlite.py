"""SQLite through aiosqlite, with one hop to the database thread for a whole function.

SQLAlchemy's adapter makes four hops a statement (cursor, execute, fetch, close): 330 us on the machine of the
benchmark, against 35 us a statement inside the thread. So a connection here hands out plain cursors to code that
already runs in its thread, and `DatabaseThread.call` brings a function there.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, ParamSpec, TypeVar

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util.concurrency import await_

P = ParamSpec("P")
T = TypeVar("T")

# How long a writer of another process may hold the file before a transaction gives up. Nothing can break off this
# wait, and the program has 5 s to end.
BUSY_TIMEOUT_SECONDS = 3.0
READERS = 4
# What is deleted is overwritten, whatever the library was built with.
ERASE = "PRAGMA secure_delete = ON"


class DatabaseThread(aiosqlite.Connection):
    """A connection of aiosqlite that also runs a whole function in its thread."""

    _end: tuple[asyncio.Future[Any] | None] | None = None

    @property
    def is_here(self) -> bool:
        """Whether the caller runs in this connection's thread."""
        return threading.get_ident() == self._thread.ident

    @property
    def plain(self) -> sqlite3.Connection:
        """The connection of the standard library, for code that runs in this thread."""
        return self._conn

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `function` in the thread and return what it returns, in one hop there and back."""
        return await self._execute(function, *args, **kwargs)  # type: ignore[no-any-return, no-untyped-call]

    def make_daemon(self) -> None:
        """Let the interpreter exit although the thread waits for work, as SQLAlchemy's adapter does."""
        self._thread.daemon = True

    def stop(self) -> asyncio.Future[Any] | None:
        """Tell the thread to end, once: it would never answer a second time, and whoever asked would wait for ever.

        Two may ask when a program ends while another one holds the file: the close that was broken off, and the pool.
        """
        if self._end is None:
            self._end = (super().stop(),)
        return self._end[0]

    def join(self) -> None:
        """Wait for a thread that was told to stop: left alone, it reports its end to a loop that may be closed."""
        self._thread.join()


class OneHopConnection(AsyncAdapt_aiosqlite_connection):
    """SQLAlchemy's view of a DatabaseThread: plain cursors inside the thread, awaiting ones outside."""

    __slots__ = ()

    def cursor(self, server_side: bool = False) -> Any:  # noqa: ANN401 - one of two unrelated kinds of cursor
        """A cursor of sqlite3 in the database thread, an adapted one elsewhere."""
        if self._connection.is_here:
            return self._connection.plain.cursor()
        return super().cursor(server_side)


def writing_engine(url: str) -> AsyncEngine:
    """One connection, immediate transactions, every commit on the disk before it returns."""
    engine = _engine(url, pool_size=1)
    _on_connect(engine, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", ERASE)
    # A deferred transaction that reads before it writes would lose updates silently.
    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def reading_engine(url: str) -> AsyncEngine:
    """A few connections that can't write, for work that must not hold up the taps."""
    engine = _engine(url, pool_size=READERS)
    _on_connect(engine, "PRAGMA query_only = ON")
    _begin_with(engine, "BEGIN")
    return engine


async def empty_log(thread: DatabaseThread) -> None:
    """Bring the write-ahead log into the file and cut it to nothing; a reader in the way leaves it for the next time.

    Until then a page as it was before a deletion can be read in the log. https://www.sqlite.org/wal.html
    """
    await thread.call(_empty_log, thread.plain)


def _empty_log(connection: sqlite3.Connection) -> None:
    # A checkpoint of this kind waits for readers and keeps writers waiting: nobody is to notice.
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000:.0f}")


def _engine(url: str, pool_size: int) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        # Parameters are what people wrote: no text of an error may hold them.
        hide_parameters=True,
        # sqlite3 opens no transactions by itself then: the "begin" event does.
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "isolation_level": None},
    )
    event.listen(engine.sync_engine, "do_connect", _connect)
    return engine


def _connect(
    dialect: Dialect, _entry: ConnectionPoolEntry, arguments: tuple[Any, ...], options: dict[str, Any]
) -> DBAPIConnection:
    connector = partial(sqlite3.connect, *arguments, **options)
    thread = DatabaseThread(connector, iter_chunk_size=64)
    thread.make_daemon()
    try:
        return OneHopConnection(dialect.loaded_dbapi, await_(thread))  # type: ignore[arg-type, return-value]
    except sqlite3.Error:
        thread.join()
        raise


def _on_connect(engine: AsyncEngine, *pragmas: str) -> None:
    def apply(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    event.listen(engine.sync_engine, "connect", apply)


def _begin_with(engine: AsyncEngine, statement: str) -> None:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    event.listen(engine.sync_engine, "begin", begin)
