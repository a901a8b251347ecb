"""The webhook's door: who may come in, and what they are told."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiohttp import ClientSession
from sqlalchemy import Connection

from bot.composition import Program
from bot.intake.batching import Batching
from bot.intake.webhook import LARGEST_BODY, SECRET_HEADER, Webhook
from bot.sandbox.client import Telegram
from bot.serving import Doors, serving
from storage import people

SECRET = "a-secret"
CITIZEN = 600
USER = {"id": CITIZEN, "is_bot": False, "first_name": "Tom", "language_code": "en"}
CHAT = {"id": CITIZEN, "type": "private"}
UPDATE = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": CHAT, "from": USER, "text": "/help"}}
TAP = {"update_id": 2, "callback_query": {"id": "77", "from": USER, "chat_instance": "1", "data": "nonsense"}}


@asynccontextmanager
async def door(bot: Program, port: int, secret: str = SECRET) -> AsyncIterator[str]:
    """The address of the bot's server."""
    webhook = Webhook(secret, Batching(bot.apply).take, bot.replies.send)
    async with serving(Doors(bot.metrics, bot.ground.database, "/telegram", webhook), "127.0.0.1", port):
        yield f"http://127.0.0.1:{port}"


async def post(address: str, body: bytes, secret: bytes = SECRET.encode()) -> tuple[int, bytes]:
    headers = {SECRET_HEADER: secret.decode(errors="surrogateescape")}
    async with (
        ClientSession() as session,
        session.post(f"{address}/telegram", data=BytesIO(body), headers=headers) as response,
    ):
        return response.status, await response.read()


def go_read_only(connection: Connection) -> None:
    """As a disk that failed is mounted again."""
    connection.exec_driver_sql("PRAGMA query_only = ON")


async def is_known(bot: Program) -> bool:
    return await bot.ground.database.read(people.find, CITIZEN) is not None


async def test_an_update_is_stored_before_it_is_confirmed(bot: Program, unused_tcp_port: int) -> None:
    async with door(bot, unused_tcp_port) as address:
        status, body = await post(address, json.dumps(UPDATE).encode())
    assert (status, body, await is_known(bot)) == (200, b"", True)


async def test_the_answer_to_a_tap_travels_in_the_response(bot: Program, unused_tcp_port: int) -> None:
    async with door(bot, unused_tcp_port) as address:
        _, body = await post(address, json.dumps(TAP).encode())
        _, again = await post(address, json.dumps(TAP).encode())
    answer = json.loads(body)
    assert (answer["method"], answer["callback_query_id"]) == ("answerCallbackQuery", "77")
    assert again == b""


@pytest.mark.parametrize("secret", [b"", b"another", b"A-SECRET", "секрет".encode(), b"\xff\xfe"])
async def test_without_the_secret_nobody_comes_in(bot: Program, unused_tcp_port: int, secret: bytes) -> None:
    async with door(bot, unused_tcp_port) as address:
        assert (await post(address, json.dumps(UPDATE).encode(), secret))[0] == 401
    assert not await is_known(bot)


async def test_an_empty_secret_lets_nobody_in(bot: Program, unused_tcp_port: int) -> None:
    async with door(bot, unused_tcp_port, secret="") as address:
        assert (await post(address, json.dumps(UPDATE).encode(), b""))[0] == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1", b"{}", b'{"update_id": "1"}', b"\xff", b"[" * 200_000])
async def test_what_is_no_update_is_refused(bot: Program, unused_tcp_port: int, body: bytes) -> None:
    async with door(bot, unused_tcp_port) as address:
        assert (await post(address, body))[0] == 400


async def test_a_body_too_large_is_not_read_to_its_end(bot: Program, unused_tcp_port: int) -> None:
    async with door(bot, unused_tcp_port) as address:
        assert (await post(address, b" " * (LARGEST_BODY + 1)))[0] == 413


async def test_what_can_not_be_stored_is_not_confirmed(bot: Program, unused_tcp_port: int) -> None:
    await bot.ground.database.run(go_read_only)
    async with door(bot, unused_tcp_port) as address:
        status, _ = await post(address, json.dumps(UPDATE).encode())
        async with ClientSession() as session, session.get(f"{address}/health") as response:
            health = response.status
    assert (status, health) == (503, 200)


async def test_health_and_metrics(bot: Program, telegram: Telegram, unused_tcp_port: int) -> None:
    async with door(bot, unused_tcp_port) as address, ClientSession() as session:
        await post(address, json.dumps(UPDATE).encode())
        await post(address, json.dumps(UPDATE).encode())
        async with session.get(f"{address}/health") as response:
            assert await response.json() == {"status": "ok"}
        async with session.get(f"{address}/metrics") as response:
            metrics = await response.text()
    assert 'otklik_updates_total{result="applied"} 1.0' in metrics
    assert 'otklik_updates_total{result="replayed"} 1.0' in metrics
