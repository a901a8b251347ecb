"""The whole bot against the local Telegram, in one process: real client, real HTTP, real database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.composition import Program, opened
from bot.heartbeat import Heartbeat
from bot.intake.outcome import Outcome
from bot.intake.polling import Polling
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.serving import serving
from bot.sandbox.world import World
from bot.settings import Settings
from handlers.routing import ALLOWED_UPDATES
from tests.conversations.clock import MovableClock
from tests.conversations.sources import Source, source_at
from tests.databases import SqliteFile

ADMINISTRATOR = 501


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def telegram(world: World) -> Telegram:
    return Telegram(world)


@pytest.fixture
def database_url(tmp_path: Path, example_file: SqliteFile) -> str:
    """A database with the example organisation."""
    return example_file.copied_to(tmp_path)


@pytest.fixture
def rich_messages() -> bool:
    """Whether the organisation has turned rich messages on."""
    return False


@pytest.fixture
async def bot(world: World, database_url: str, clock: MovableClock, rich_messages: bool) -> AsyncIterator[Program]:
    """The bot, polling. Its heartbeat beats only when a test says so; after a beat, what was due has been sent."""
    async with serving(world) as base_url:
        settings = Settings(
            bot_token=world.token,
            bot_api_url=base_url,
            database_url=database_url,
            admin_ids=[ADMINISTRATOR],
            rich_messages=rich_messages,
        )
        async with opened(settings, clock) as program:
            stop = asyncio.Event()

            def hand_out(outcomes: Sequence[Outcome]) -> None:
                for outcome in outcomes:
                    program.replies.send(outcome.replies)

            polling = Polling(program.ground.bot, program.apply, hand_out, ALLOWED_UPDATES)
            task = asyncio.create_task(polling.run(stop))
            async with program.jobs.working():
                beats = Heartbeat([program.heartbeat.beat, program.rounds.send_what_is_due], settings.heartbeat_seconds)
                yield replace(program, heartbeat=beats)
            stop.set()
            await task
            await program.replies.close(1.0)


@pytest.fixture
def olga(telegram: Telegram, bot: Program) -> Someone:
    """The administrator: the first person of the local Telegram."""
    return telegram.person("Ольга", language="en")


@pytest.fixture
async def anna(telegram: Telegram, bot: Program) -> Someone:
    """Somebody who has spoken to the bot."""
    anna = telegram.person("Анна", language="en")
    await anna.send("/help")
    await anna.sees("/rate")
    return anna


@pytest.fixture
async def queue(bot: Program, clock: MovableClock, unused_tcp_port: int) -> AsyncIterator[Source]:
    """A system of the organisation that reports events."""
    async with source_at(bot, clock, unused_tcp_port) as source:
        yield source
