"""What somebody asks for comes after the commit, once, whatever happens to the one who works on it."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from aiogram.methods import SendMessage, TelegramMethod

from bot.composition import Program
from bot.jobs.worker import ATTEMPTS, LEASE, Kind, Request, Worker
from bot.sandbox.client import Someone, Telegram
from storage import jobs, people
from storage.errors import StorageError
from storage.people import Person
from tests.conversations.clock import MovableClock


async def greet(request: Request) -> Sequence[TelegramMethod[Any]]:
    return [SendMessage(chat_id=request.chat_id, text=f"Hello, {request.payload['name']}")]


async def fail(request: Request) -> Sequence[TelegramMethod[Any]]:
    raise LookupError(request.payload["name"])


def worker_of(bot: Program, clock: MovableClock) -> Worker:
    """A worker like the bot's, with kinds of its own."""
    kinds = {"greet": Kind(greet), "fail": Kind(fail)}
    return Worker(bot.ground.database, bot.replies, kinds, bot.catalogs, clock)


@pytest.fixture
async def tom(telegram: Telegram, bot: Program) -> Someone:
    tom = telegram.person("Tom", language="en")
    await tom.send("/help")
    await tom.sees("/rate")
    return tom


async def test_a_request_is_answered_after_the_commit(
    telegram: Telegram, tom: Someone, bot: Program, clock: MovableClock
) -> None:
    worker = worker_of(bot, clock)
    async with worker.working():
        async with bot.ground.database.batch() as unit:
            assert await worker.put(unit, await known(bot, tom), "greet", {"name": "Tom"})
        await tom.sees("Hello, Tom")
    assert [call.parameters["action"] for call in telegram.calls if call.method == "sendChatAction"] == ["typing"]


async def test_one_that_fails_ends_in_a_calm_word_and_is_tried_no_more(
    tom: Someone, bot: Program, clock: MovableClock, capsys: pytest.CaptureFixture[str]
) -> None:
    worker = worker_of(bot, clock)
    async with bot.ground.database.batch() as unit:
        await worker.put(unit, await known(bot, tom), "fail", {"name": "a secret"})
    for _ in range(ATTEMPTS):
        assert len(tom.messages) == 1
        await worker.work_off()
        clock.move(minutes=1)
    await tom.sees("Something went wrong")
    await worker.work_off()
    assert len(tom.messages) == 2
    assert "a secret" not in "".join(capsys.readouterr())


async def test_one_whose_worker_died_is_taken_up_again(tom: Someone, bot: Program, clock: MovableClock) -> None:
    dead, alive = worker_of(bot, clock), worker_of(bot, clock)
    async with bot.ground.database.batch() as unit:
        await dead.put(unit, await known(bot, tom), "greet", {"name": "Tom"})
    assert await bot.ground.database.run(jobs.claim, clock(), LEASE) is not None
    await alive.work_off()
    assert len(tom.messages) == 1
    clock.move(hours=1)
    await alive.work_off()
    await tom.sees("Hello, Tom")


async def known(bot: Program, someone: Someone) -> Person:
    person = await bot.ground.database.read(people.find, someone.id)
    assert person is not None
    return person


async def test_a_long_one_holds_up_only_others_that_are_long(
    telegram: Telegram, tom: Someone, bot: Program, clock: MovableClock
) -> None:
    released = asyncio.Event()

    async def wait(request: Request) -> Sequence[TelegramMethod[Any]]:
        await released.wait()
        return await greet(request)

    kinds = {"greet": Kind(greet), "wait": Kind(wait, is_long=True)}
    worker = Worker(bot.ground.database, bot.replies, kinds, bot.catalogs, clock)
    async with worker.working():
        async with bot.ground.database.batch() as unit:
            person = await known(bot, tom)
            await worker.put(unit, person, "wait", {"name": "at last"})
            await worker.put(unit, person, "greet", {"name": "at once"})
        await tom.sees("Hello, at once")
        released.set()
        await tom.sees("Hello, at last")


async def test_a_database_that_is_away_is_named_in_the_log(
    bot: Program, clock: MovableClock, capsys: pytest.CaptureFixture[str]
) -> None:
    async def be_away(_: Request) -> Sequence[TelegramMethod[Any]]:
        raise StorageError("the disk is full: make room")

    worker = Worker(bot.ground.database, bot.replies, {"away": Kind(be_away)}, bot.catalogs, clock)
    async with bot.ground.database.batch() as unit:
        person = await unit.run(people.meet, 77, "en")
        await worker.put(unit, person, "away", {})
    await worker.work_off()
    assert "the disk is full: make room" in "".join(capsys.readouterr())
