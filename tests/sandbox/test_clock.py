"""The clock of the sandbox is the bot's: what is due next week can be looked at now."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.composition import Program, opened
from bot.intake.outcome import Outcome
from bot.intake.polling import Polling
from bot.sandbox.client import Telegram
from bot.sandbox.demo import EXAMPLE
from bot.sandbox.world import World
from bot.settings import Settings
from handlers.routing import ALLOWED_UPDATES
from storage.database import Database
from storage.schema import prepare
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from tests.sandbox.conftest import Api


@pytest.fixture
async def bot(world: World, api: Api, tmp_path: Path) -> AsyncIterator[Program]:
    """The bot of the demo: it goes by the clock of the sandbox, and its heartbeat beats often."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'otklik.db'}"
    database = Database(url)
    await prepare(database)
    catalog = load_catalog()
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, world.clock())
    await database.dispose()
    settings = Settings(bot_token=world.token, bot_api_url=api.base, database_url=url, heartbeat_seconds=0.05)
    async with opened(settings, world.clock) as program:
        stop = asyncio.Event()

        def hand_out(outcomes: Sequence[Outcome]) -> None:
            for outcome in outcomes:
                program.replies.send(outcome.replies)

        polling = asyncio.create_task(Polling(program.ground.bot, program.apply, hand_out, ALLOWED_UPDATES).run(stop))
        program.heartbeat.start()
        yield program
        stop.set()
        await polling
        await program.heartbeat.stop()
        await program.replies.close(1.0)


async def test_a_week_later_an_open_answer_is_closed(bot: Program, api: Api, telegram: Telegram) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/start p_north-certificates")
    await tom.tap("Yes")
    await tom.sees("2 of 5")
    status, _ = await api.control("clock", {"move": 8 * 86_400})
    assert status == 200
    await bot.heartbeat.beat()
    await tom.tap("4")
    await tom.sees_toast("out of date")
