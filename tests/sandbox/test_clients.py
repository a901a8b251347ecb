"""Clients that nobody here wrote have a conversation on the local Telegram: python-telegram-bot and grammY."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.sandbox.client import Telegram
from tests.sandbox.conftest import Api
from tests.sandbox.ptb_bot import polling, webhook

GRAMMY = Path(__file__).parent / "grammy"
SECRET = "a-secret-of-the-test"
# A process of node needs a while to start.
PATIENCE = 20.0


async def converse(telegram: Telegram) -> None:
    """What both bots can do, from the first word to the last."""
    tom = telegram.person("Tom", language="en")
    await tom.send("/start")
    await tom.sees("Well?", patience=PATIENCE)
    assert tom.last.entities == [{"type": "bold", "offset": 0, "length": 5}]
    await tom.tap("Yes")
    await tom.sees_toast("Noted")
    await tom.sees("You said yes")
    assert tom.last.labels == []
    await tom.send("/photo")
    assert (await tom.sees_file("photo")).content.startswith(b"\x89PNG")
    assert tom.last.text == "A pixel"
    await tom.send("/album")
    await tom.sees_messages(4)
    assert tom.messages[-1].media_group_id == tom.messages[-2].media_group_id is not None
    await tom.send_file("note.txt", "Привет".encode())
    await tom.sees("Read: Привет")
    await tom.send("something else")
    await tom.sees("something else")
    assert tom.last.forward_origin is not None
    [result] = await tom.ask_inline("echo this")
    await tom.choose_inline("echo this", result)
    assert (await tom.sees("echo this")).forward_origin is not None
    assert [each["command"] for each in telegram.world.commands_for(tom.person)] == ["photo"]
    assert [call for call in telegram.calls if call.error] == []


async def test_python_telegram_bot_polls(api: Api, telegram: Telegram) -> None:
    async with polling(api.base, api.token):
        await converse(telegram)


async def test_python_telegram_bot_with_a_webhook(api: Api, telegram: Telegram) -> None:
    async with webhook(api.base, api.token, SECRET):
        await converse(telegram)


@asynccontextmanager
async def grammy(api: Api, *more: str) -> AsyncIterator[None]:
    """The grammY bot as a process of node; skips the test where it cannot run."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node")
    if not (GRAMMY / "node_modules").exists():
        pytest.skip("grammY is not installed: npm ci --prefix tests/sandbox/grammy")
    process = await asyncio.create_subprocess_exec(node, str(GRAMMY / "bot.mjs"), api.base, api.token, *more)
    try:
        yield
    finally:
        process.kill()
        await process.wait()


async def test_grammy_polls(api: Api, telegram: Telegram) -> None:
    async with grammy(api):
        await converse(telegram)


async def test_grammy_with_a_webhook(api: Api, telegram: Telegram, unused_tcp_port: int) -> None:
    async with grammy(api, str(unused_tcp_port), SECRET):
        await converse(telegram)
