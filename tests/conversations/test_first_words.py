"""The first words with Telegram: trouble is waited out for a moment, and each refusal is told as what it is."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.errors import ApiBusy, ApiUnreachable, ConfigurationError, TokenRevoked
from bot.sandbox.client import Telegram
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.serving import serving
from bot.sandbox.world import World
from bot.session import JsonSession
from bot.settings import Settings
from bot.telegram import PAUSES, choose_delivery, introduce, show_menus
from bot.texts import load_catalogs


@pytest.fixture
async def client(world: World) -> AsyncIterator[Bot]:
    async with serving(world) as base_url:
        session = JsonSession(api=TelegramAPIServer.from_base(base_url))
        yield Bot(world.token, session=session)
        await session.close()


class Sleeps:
    """Notes pauses and makes none."""

    def __init__(self) -> None:
        self.made: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.made.append(seconds)


def settings(world: World, webhook_url: str | None = None) -> Settings:
    return Settings(bot_token=world.token, webhook_url=webhook_url, webhook_secret="s" * 20 if webhook_url else None)


async def test_passing_trouble_is_waited_out(client: Bot, telegram: Telegram) -> None:
    kinds: tuple[Kind, ...] = ("429", "502", "500")
    for kind in kinds:
        telegram.faults.add(Fault(kind, method="getMe", retry_after=2))
    sleeps = Sleeps()
    assert await introduce(client, sleeps) == telegram.world.username
    assert sleeps.made == [2, *PAUSES[1:]]
    assert [(call.method, call.fault) for call in telegram.calls] == [("getMe", kind) for kind in (*kinds, None)]
    # aiogram asks the bot for its name at each command: that must cost no call.
    assert (await client.me()).username == telegram.world.username
    assert len(telegram.calls) == 4


async def test_who_runs_the_bot_reads_the_whole_address(unused_tcp_port: int) -> None:
    """The part that people give, whatever it is called; never the token behind it."""
    address = f"http://127.0.0.1:{unused_tcp_port}/bots/ours"
    session = JsonSession(api=TelegramAPIServer.from_base(address))
    with pytest.raises(ApiUnreachable, match=f"the Bot API at {address} does not answer"):
        await introduce(Bot("123456789:" + "A" * 35, session=session))
    await session.close()


@pytest.mark.parametrize(
    ("kind", "error", "line"),
    [
        ("502", ApiUnreachable, "does not answer"),
        ("500", ApiUnreachable, "does not answer"),
        ("429", ApiBusy, "start the bot again in 30 s"),
    ],
)
async def test_trouble_that_lasts_is_told_as_what_it_is(
    client: Bot, telegram: Telegram, kind: Kind, error: type[Exception], line: str
) -> None:
    telegram.faults.add(Fault(kind, count=len(PAUSES) + 1, retry_after=30))
    sleeps = Sleeps()
    with pytest.raises(error, match=line):
        await choose_delivery(client, settings(telegram.world), sleeps)
    assert len(sleeps.made) == len(PAUSES)
    assert max(sleeps.made) <= 3


async def test_an_address_that_telegram_refuses_is_a_setting_to_mend(client: Bot, telegram: Telegram) -> None:
    with pytest.raises(ConfigurationError, match=r"WEBHOOK_URL: Bad Request: bad webhook: .* this machine only"):
        await choose_delivery(client, settings(telegram.world, "https://bot.example.org/telegram"))


async def test_a_token_that_telegram_refuses(client: Bot, telegram: Telegram) -> None:
    given = settings(telegram.world, "https://bot.example.org/telegram")
    telegram.world.token = "another"
    with pytest.raises(TokenRevoked):
        await introduce(client)
    with pytest.raises(TokenRevoked):
        await choose_delivery(client, given)


async def test_menus_survive_a_bad_gateway(client: Bot, telegram: Telegram) -> None:
    telegram.faults.add(Fault("502", method="setMyCommands"))
    assert isinstance(client.session, JsonSession)
    await show_menus(client, client.session, settings(telegram.world), load_catalogs())
    assert {call.method for call in telegram.calls} == {"setMyCommands"}
