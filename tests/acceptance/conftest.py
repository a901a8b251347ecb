"""The program as its operators start it: a subprocess, against a local Telegram in the test's process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.client import Telegram
from bot.sandbox.serving import serving
from bot.sandbox.world import World
from tests.databases import SqliteFile, with_example
from tests.postgresql import empty_database

SECRET = "a-secret-of-the-test"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def telegram(world: World) -> Telegram:
    return Telegram(world)


@pytest.fixture
async def api(world: World) -> AsyncIterator[str]:
    """The address of the local Telegram."""
    async with serving(world) as base_url:
        yield base_url


@pytest.fixture
def database_url(tmp_path: Path, example_file: SqliteFile) -> str:
    """A database with the example organisation."""
    return example_file.copied_to(tmp_path)


@pytest.fixture
def polling(world: World, api: str, database_url: str) -> dict[str, str]:
    """Settings of a bot that polls."""
    return {"BOT_TOKEN": world.token, "BOT_API_URL": api, "DATABASE_URL": database_url, "PORT": "0"}


@pytest.fixture
def webhook(polling: dict[str, str], unused_tcp_port: int) -> dict[str, str]:
    """Settings of a bot with a webhook."""
    port = str(unused_tcp_port)
    url = f"http://127.0.0.1:{port}/telegram"
    return {**polling, "PORT": port, "WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET}


@pytest.fixture(params=["polling", "webhook", "postgresql"])
async def settings(request: pytest.FixtureRequest, webhook: dict[str, str], polling: dict[str, str]) -> dict[str, str]:
    """Either way in on SQLite, and PostgreSQL behind a webhook."""
    if request.param == "postgresql":
        url = await with_example(await empty_database(request.getfixturevalue("postgresql")))
        return {**webhook, "DATABASE_URL": url}
    return webhook if request.param == "webhook" else polling
