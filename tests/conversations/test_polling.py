"""Long polling when Telegram or the database is in trouble, or somebody else polls."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.errors import AnotherPoller, TokenRevoked
from bot.intake.outcome import Outcome, RawUpdate
from bot.intake.polling import Polling
from bot.sandbox.client import Telegram
from bot.sandbox.errors import Refusal
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.hooks import Hook
from bot.sandbox.serving import serving
from bot.sandbox.world import World
from bot.session import JsonSession
from handlers.routing import ALLOWED_UPDATES
from storage.errors import DatabaseUnusable

TROUBLE: tuple[Kind, ...] = ("429", "500", "502", "reset_before")


@pytest.fixture
async def client(world: World) -> AsyncIterator[Bot]:
    async with serving(world) as base_url:
        session = JsonSession(api=TelegramAPIServer.from_base(base_url))
        yield Bot(world.token, session=session)
        await session.close()


class Intake:
    """Takes batches of a poller whose pauses take no time, and ends it after so many that were stored."""

    def __init__(self, client: Bot, world: World, failures: int = 0, batches: int = 1) -> None:
        self.pauses: list[float] = []
        self.taken: list[int] = []
        self.unconfirmed: list[int] = []
        self._world = world
        self._failures = failures
        self._batches = batches
        self._stop = asyncio.Event()
        self._polling = Polling(client, self._apply, self._hand_out, ALLOWED_UPDATES, self._sleep)

    async def run(self) -> None:
        async with asyncio.timeout(10):
            await self._polling.run(self._stop)

    async def _apply(self, batch: Sequence[RawUpdate]) -> list[Outcome]:
        self.unconfirmed.append(len(self._world.updates.waiting))
        if len(self.unconfirmed) <= self._failures:
            raise DatabaseUnusable("otklik.db", "the disk is full")
        self.taken += [update["update_id"] for update in batch]
        return [Outcome("applied") for _ in batch]

    def _hand_out(self, _outcomes: Sequence[Outcome]) -> None:
        self._batches -= 1
        if not self._batches:
            self._stop.set()

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


async def test_trouble_is_waited_out_with_growing_pauses(client: Bot, telegram: Telegram) -> None:
    for kind in TROUBLE:
        telegram.faults.add(Fault(kind, method="getUpdates", retry_after=7))
    update_id = await telegram.person("Tom").send("/start")
    intake = Intake(client, telegram.world)
    await intake.run()
    assert (intake.pauses, intake.taken) == ([7.0, 1.0, 2.0, 4.0], [update_id])


async def test_what_could_not_be_stored_is_neither_confirmed_nor_lost(client: Bot, telegram: Telegram) -> None:
    update_id = await telegram.person("Tom").send("/start")
    intake = Intake(client, telegram.world, failures=2)
    await intake.run()
    assert (intake.taken, intake.unconfirmed, intake.pauses) == ([update_id], [1, 1, 1], [1.0, 2.0])


async def test_no_offset_outlives_the_poll_that_confirmed_it(
    client: Bot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.polling.POLL_SECONDS", 0)
    tom = telegram.person("Tom")
    first = await tom.send("/start")
    intake = Intake(client, telegram.world, batches=2)
    running = asyncio.create_task(intake.run())
    while len(telegram.calls) < 3:
        await telegram.world.change()
    second = await tom.send("/start")
    await running
    assert [call.parameters.get("offset") for call in telegram.calls][:3] == [None, first + 1, None]
    assert intake.taken == [first, second]


async def test_a_revoked_token_ends_it(client: Bot, telegram: Telegram) -> None:
    telegram.world.token = "another"
    with pytest.raises(TokenRevoked):
        await Intake(client, telegram.world).run()


async def test_a_second_poller_that_goes_on_ends_it(client: Bot, telegram: Telegram) -> None:
    async def another() -> None:
        while True:
            with suppress(Refusal):
                await telegram.world.updates.poll(None, 1, 50)

    rival = asyncio.create_task(another())
    with pytest.raises(AnotherPoller):
        await Intake(client, telegram.world).run()
    rival.cancel()


async def test_a_poller_that_is_replaced_once_goes_on(client: Bot, telegram: Telegram) -> None:
    intake = Intake(client, telegram.world)
    running = asyncio.create_task(intake.run())
    await telegram.world.change()
    with suppress(Refusal):
        await telegram.world.updates.poll(None, 1, 50)
    update_id = await telegram.person("Tom").send("/start")
    await running
    assert intake.taken == [update_id]


async def test_a_webhook_that_somebody_has_set_is_removed(client: Bot, telegram: Telegram) -> None:
    telegram.world.updates.hook = Hook("http://127.0.0.1:1/telegram")
    update_id = await telegram.person("Tom").send("/start")
    intake = Intake(client, telegram.world)
    await intake.run()
    assert intake.taken == [update_id]
    assert [call.method for call in telegram.calls if call.error is None][:2] == ["deleteWebhook", "getUpdates"]
