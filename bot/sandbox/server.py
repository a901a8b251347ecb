"""The Bot API over HTTP: /bot<token>/<method>, JSON or form fields, Telegram's envelope and statuses."""

import asyncio
import json
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from aiohttp import web

from bot.sandbox.errors import Refusal, too_many_requests
from bot.sandbox.faults import Fault
from bot.sandbox.methods.reaching import BLOCKED
from bot.sandbox.parameters import parameters
from bot.sandbox.world import Call, World

# What a proxy in front of the Bot API says when it is down.
BAD_GATEWAY = "<html><body><h1>502 Bad Gateway</h1></body></html>"

_OK = b'{"ok":true,"result":%s}'


class BotApi:
    """The view of every method, and of the files."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """Where the Bot API is found."""
        return [
            web.route("*", "/bot{token}/{method}", self._view),
            web.get("/file/bot{token}/{path:.+}", self._download),
        ]

    async def execute(self, method: str, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
        """Carry out a call and note it. Raises Refusal."""
        error: str | None = None
        try:
            return await _registry().call(self._world, method, given)
        except Refusal as refusal:
            error = refusal.description
            raise
        finally:
            self._world.calls.append(Call(method, given, error))

    async def _view(self, request: web.Request) -> web.StreamResponse:
        try:
            self._authorise(request.match_info["token"])
            method = request.match_info["method"]
            given = await parameters(request, self._world.files, _registry().structured(method))
            fault = self._world.faults.take(method, _chat_id(given))
            if fault is not None:
                return await self._spoil(request, fault, method, given)
            return await self._answer(method, given)
        except Refusal as refusal:
            return _refused(refusal)

    async def _download(self, request: web.Request) -> web.Response:
        try:
            self._authorise(request.match_info["token"])
        except Refusal as refusal:
            return _refused(refusal)
        file = self._world.files.at(request.match_info["path"])
        if file is None:
            return _refused(Refusal(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _authorise(self, token: str) -> None:
        if token != self._world.token:
            raise Refusal(401, "Unauthorized")

    async def _answer(self, method: str, given: Mapping[str, Any]) -> web.Response:
        result = await self.execute(method, given)
        return web.Response(body=_OK % _dumps(result), content_type="application/json")

    async def _spoil(
        self, request: web.Request, fault: Fault, method: str, given: Mapping[str, Any]
    ) -> web.StreamResponse:
        match fault.kind:
            case "429":
                raise too_many_requests(fault.retry_after)
            case "403":
                raise Refusal(403, BLOCKED)
            case "500":
                raise Refusal(500, "Internal Server Error")
            case "502":
                return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
            case "delay":
                await asyncio.sleep(fault.seconds)
            case "hang":
                # Cancelled when the client gives up.
                await asyncio.get_running_loop().create_future()
            case "reset_before":
                return _reset(request)
        answer = await self._answer(method, given)
        return _reset(request) if fault.kind == "reset_after" else answer


def _registry() -> ModuleType:
    # The models of aiogram take seconds to import, and the page is served before a bot calls.
    from bot.sandbox.methods import registry  # noqa: PLC0415 - as the comment says

    return registry


def _refused(refusal: Refusal) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    return web.json_response(body, status=refusal.code)


def _reset(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _chat_id(given: Mapping[str, Any]) -> int | None:
    chat_id = given.get("chat_id")
    try:
        return int(chat_id) if chat_id is not None else None
    except (TypeError, ValueError):
        return None


def _dumps(value: Any) -> bytes:  # noqa: ANN401 - JSON
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
