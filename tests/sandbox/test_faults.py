"""Bad days on order."""

import asyncio
import time
from contextlib import suppress

import pytest
from aiohttp import ClientError, ClientTimeout

from bot.sandbox.client import Someone, Telegram
from bot.sandbox.faults import Fault
from bot.sandbox.rates import Rates
from bot.sandbox.world import World
from tests.sandbox.conftest import Api


async def order(api: Api, **fault: object) -> None:
    assert (await api.control("faults", fault))[0] == 200


@pytest.mark.parametrize(
    ("kind", "code", "description"),
    [
        ("429", 429, "Too Many Requests: retry after 7"),
        ("403", 403, "Forbidden: bot was blocked by the user"),
        ("500", 500, "Internal Server Error"),
    ],
)
async def test_refusals(api: Api, anna: Someone, kind: str, code: int, description: str) -> None:
    await order(api, kind=kind, retry_after=7)
    status, body = await api.raw("sendMessage", {"chat_id": anna.id, "text": "x"})
    assert (status, body["error_code"], body["description"]) == (code, code, description)
    assert body.get("parameters") == ({"retry_after": 7} if code == 429 else None)
    await api.ok("sendMessage", chat_id=anna.id, text="x")


async def test_a_bad_gateway_is_no_json(api: Api) -> None:
    await order(api, kind="502")
    async with api.session.post(f"{api.base}/bot{api.token}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")


@pytest.mark.parametrize(("kind", "arrived"), [("reset_before", 0), ("reset_after", 1)])
async def test_resets(api: Api, anna: Someone, kind: str, arrived: int) -> None:
    await order(api, kind=kind)
    with pytest.raises(ClientError):
        await api.raw("sendMessage", {"chat_id": anna.id, "text": "x"})
    assert len(anna.messages) == arrived


async def test_a_delay(api: Api) -> None:
    await order(api, kind="delay", seconds=0.05)
    began = time.monotonic()
    await api.ok("getMe")
    assert time.monotonic() - began >= 0.05


async def test_a_hang_ends_when_the_client_gives_up(api: Api, anna: Someone) -> None:
    await order(api, kind="hang")
    url, patience = f"{api.base}/bot{api.token}/sendMessage", ClientTimeout(0.05)
    with pytest.raises(TimeoutError):
        await api.session.post(url, json={"chat_id": anna.id, "text": "x"}, timeout=patience)
    assert anna.messages == []


async def test_by_method_chat_and_count(api: Api, anna: Someone, telegram: Telegram) -> None:
    tom = telegram.person("Tom")
    await tom.send("/start")
    await order(api, kind="500", method="sendmessage", chat_id=anna.id, count=2, after=1)
    await api.ok("getMe")
    outcomes = [(await api.raw("sendMessage", {"chat_id": chat, "text": "x"}))[0] for chat in (anna.id, tom.id) * 4]
    assert outcomes == [200, 200, 500, 200, 500, 200, 200, 200]


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("429", "Too Many Requests: retry after 1"),
        ("403", "Forbidden: bot was blocked by the user"),
        ("500", "Internal Server Error"),
        ("502", "Bad Gateway"),
        ("hang", "no answer"),
        ("reset_before", "connection reset"),
        ("reset_after", None),
        ("delay", None),
    ],
)
async def test_a_call_that_meets_a_fault_is_noted(api: Api, world: World, kind: str, error: str | None) -> None:
    await order(api, kind=kind)
    url = f"{api.base}/bot{api.token}/getMe"
    with suppress(ClientError, TimeoutError):
        await api.session.post(url, json={}, timeout=ClientTimeout(0.5 if kind == "hang" else 10))
    [call] = (await api.control("calls", verb="GET"))[1]
    assert 0 <= world.now() - call.pop("at") < 60
    assert call == {"method": "getMe", "parameters": {}, "error": error, "fault": kind}


async def test_a_call_that_is_refused_is_noted(api: Api, telegram: Telegram) -> None:
    await api.session.post(f"{api.base}/bot1:x/getMe")
    is_json = {"Content-Type": "application/json"}
    await api.session.post(f"{api.base}/bot{api.token}/getChat", data="[", headers=is_json)
    await api.refused("sendMessage", chat_id=9, text="x")
    assert [(call.method, call.error, call.fault) for call in telegram.calls] == [
        ("getMe", "Unauthorized", None),
        ("getChat", "Bad Request: can't parse JSON in the request body: an object is expected", None),
        ("sendMessage", "Bad Request: chat not found", None),
    ]


async def test_faults_are_called_off(api: Api) -> None:
    await order(api, kind="500", count=100)
    assert (await api.control("faults", verb="DELETE"))[0] == 200
    await api.ok("getMe")


def test_two_faults_of_one_kind_come_one_after_the_other(telegram: Telegram) -> None:
    telegram.faults.add(Fault("500", method="getMe"))
    telegram.faults.add(Fault("403"))
    taken = [telegram.faults.take("getMe", None), telegram.faults.take("getMe", None), telegram.faults.take("x", 1)]
    assert [fault.kind if fault else None for fault in taken] == ["500", "403", None]
    assert telegram.faults.ordered == []


class Seconds:
    """A clock of seconds."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_rates_of_one_chat() -> None:
    clock = Seconds()
    rates = Rates(is_enforced=True, clock=clock)
    # A burst of three, made up for at one a second.
    assert [rates.retry_after(1) for _ in range(4)] == [None, None, None, 1]
    assert rates.retry_after(2) is None
    clock.now = 1.0
    assert [rates.retry_after(1) for _ in range(2)] == [None, 1]


def test_rates_of_the_bot() -> None:
    clock = Seconds()
    rates = Rates(is_enforced=True, clock=clock)
    assert [rates.retry_after(chat) for chat in range(31)] == [None] * 30 + [1]
    clock.now = 1.01
    assert rates.retry_after(31) is None


async def test_rates_are_enforced_on_demand(api: Api, anna: Someone) -> None:
    async def statuses() -> set[int]:
        calls = (api.raw("sendMessage", {"chat_id": anna.id, "text": "x"}) for _ in range(5))
        return {status for status, _ in await asyncio.gather(*calls)}

    assert await statuses() == {200}
    await api.control("rates", {"enforced": True})
    assert await statuses() == {200, 429}
