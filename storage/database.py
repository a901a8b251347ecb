"""The door to the database: synchronous functions go in, their results come out.

Everything that speaks SQL is a plain function whose first argument is a Connection. `Database` runs it in a
transaction of its own, `Unit` inside a batch. On SQLite the function runs in the database thread, in one hop; on
PostgreSQL in a greenlet over asyncpg.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import Connection, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import locks, sqlite
from storage.errors import Conflict
from storage.explaining import explained

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[Concatenate[Connection, P], T]

# A deadlock or a serialisation failure is over once the other transaction ends; more tries mean another fault.
ATTEMPTS = 5


class Unit:
    """A transaction made of parts; a part that fails is undone without the others.

    A part opens its savepoint with its first statement and leaves it to the next part to release, so that a part
    costs no hop of its own.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._open = False
        self._begins = False
        self._hooks: list[Callable[[], None]] = []

    def begin_part(self) -> None:
        """What runs from now on stands or falls together."""
        self._begins = True

    async def run(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` inside the part; its exception undoes the part and passes through."""

        def guarded(connection: Connection) -> T:
            if self._begins:
                self._enter(connection)
            try:
                return work(connection, *args, **kwargs)
            except BaseException:
                if self._open:
                    _roll_back(connection)
                raise

        with explained(self._connection.engine.url):
            return await _call(self._connection, guarded)

    def on_commit(self, hook: Callable[[], None]) -> None:
        """Call `hook` once the whole transaction is committed; a part that fails does not take it back."""
        self._hooks.append(hook)

    def committed(self) -> None:
        """Call what waits for the commit."""
        for hook in self._hooks:
            hook()

    async def undo_part(self) -> None:
        """Undo what the part has written so far."""
        if self._open and not self._begins:
            await _call(self._connection, _roll_back)

    def _enter(self, connection: Connection) -> None:
        if self._open:
            connection.exec_driver_sql("RELEASE SAVEPOINT part")
        connection.exec_driver_sql("SAVEPOINT part")
        self._open, self._begins = True, False


class Database:
    """A SQLite file or a PostgreSQL database.

    Raises storage.errors.StorageError for what the person who runs the bot can mend.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writer, self._reader = _engines(url, is_sqlite=self.is_sqlite)

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[Unit]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with explained(self.url):
            async with self._writer.begin() as connection:
                unit = Unit(connection)
                yield unit
        unit.committed()

    async def run(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` in a transaction of its own; a conflict with another transaction is tried again."""
        for _ in range(ATTEMPTS - 1):
            with suppress(Conflict):
                return await self._run_once(work, *args, **kwargs)
        return await self._run_once(work, *args, **kwargs)

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` on a connection that can't write and sees one moment, however many statements it makes."""
        with explained(self.url):
            async with self._reader.begin() as connection:
                return await _call(connection, work, *args, **kwargs)

    async def tidy(self) -> None:
        """Let nothing that was erased stay readable in SQLite's log. PostgreSQL's VACUUM does the like by itself."""
        if self.is_sqlite:
            with explained(self.url):
                async with self._writer.connect() as connection:
                    driver = (await connection.get_raw_connection()).driver_connection
                    await sqlite.empty_log(cast("sqlite.DatabaseThread", driver))

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[bool]:
        """Hold a lock between replicas while the block runs; False when another one holds it.

        It costs a connection without a transaction, and ends with it, however the program ends. A SQLite file has
        one program, which needs none.
        """
        if self.is_sqlite:
            yield True
            return
        with explained(self.url):
            async with self._writer.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
                is_held = await connection.run_sync(locks.try_session_lock, name)
                try:
                    yield is_held
                finally:
                    if is_held:
                        await _let_go(connection, name)

    async def _run_once(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        with explained(self.url):
            async with self._writer.begin() as connection:
                return await _call(connection, work, *args, **kwargs)

    async def dispose(self) -> None:
        """Close every connection; without it aiosqlite's threads outlive the program's work."""
        await self._writer.dispose()
        await self._reader.dispose()


def _engines(url: str, *, is_sqlite: bool) -> tuple[AsyncEngine, AsyncEngine]:
    if is_sqlite:
        return sqlite.writing_engine(url), sqlite.reading_engine(url)
    writer = create_async_engine(url, pool_pre_ping=True, hide_parameters=True)
    # What is read in several statements is of one moment, as on SQLite.
    return writer, writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


async def _call(connection: AsyncConnection, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    driver = connection.sync_connection.connection.driver_connection if connection.sync_connection else None
    if isinstance(driver, sqlite.DatabaseThread):
        return await driver.call(work, connection.sync_connection, *args, **kwargs)  # type: ignore[arg-type]
    return await connection.run_sync(work, *args, **kwargs)


async def _let_go(connection: AsyncConnection, name: str) -> None:
    try:
        await connection.run_sync(locks.release, name)
    except BaseException:
        # Back in the pool it would hold the lock for ever.
        await connection.invalidate()
        raise


def _roll_back(connection: Connection) -> None:
    connection.exec_driver_sql("ROLLBACK TO SAVEPOINT part")
