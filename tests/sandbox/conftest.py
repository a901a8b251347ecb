"""The local Telegram over real HTTP, called by hand."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from bot.sandbox.client import Someone, Telegram
from bot.sandbox.serving import serving
from bot.sandbox.world import World


@dataclass(frozen=True)
class Api:
    """The Bot API and the control interface, as a client without a library sees them."""

    session: ClientSession
    base: str
    token: str

    async def raw(self, method: str, parameters: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """The status and the envelope of a call."""
        url = f"{self.base}/bot{self.token}/{method}"
        async with self.session.post(url, json=parameters) as response:
            return response.status, await response.json()

    async def ok(self, method: str, **parameters: Any) -> Any:
        """The result of a call that goes well."""
        status, body = await self.raw(method, parameters)
        assert (status, body.get("ok")) == (200, True), body
        return body["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """The description of a call that does not; its code is the status."""
        status, body = await self.raw(method, parameters)
        assert (body["ok"], body["error_code"]) == (False, status), body
        return str(body["description"])

    async def upload(self, method: str, files: Mapping[str, tuple[str, bytes]], **fields: str) -> Any:
        """The result of a call with files, sent as a form."""
        form = FormData({name: str(value) for name, value in fields.items()}, quote_fields=False)
        for name, (filename, content) in files.items():
            form.add_field(name, content, filename=filename)
        async with self.session.post(f"{self.base}/bot{self.token}/{method}", data=form) as response:
            body = await response.json()
        assert body["ok"], body
        return body["result"]

    async def control(self, path: str, body: Any = None, verb: str = "POST") -> tuple[int, Any]:
        """The status and the answer of a control request: JSON, or the sentence of a refusal."""
        async with self.session.request(verb, f"{self.base}/sandbox/{path}", json=body) as response:
            is_json = response.content_type == "application/json"
            return response.status, await (response.json() if is_json else response.text())

    async def state(self) -> Any:
        """The state, as the page reads it."""
        return (await self.control("state", verb="GET"))[1]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def telegram(world: World) -> Telegram:
    return Telegram(world)


@pytest.fixture
async def api(world: World) -> AsyncIterator[Api]:
    """The sandbox, served."""
    async with serving(world) as base, ClientSession() as session:
        yield Api(session, base, world.token)


@pytest.fixture
async def anna(telegram: Telegram) -> Someone:
    """Somebody who has written to the bot."""
    anna = telegram.person("Анна")
    await anna.send("/start")
    return anna
