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

# What is noted of calls that a fault leaves undone and without an answer of the Bot API.
UNDONE: Mapping[str, str] = {"502": "Bad Gateway", "hang": "no answer", "reset_before": "connection reset"}
GIVEN_UP = "the client gave up"

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

    async def execute(self, method: str, given: Mapping[str, Any], fault: Fault | None = None) -> Any:  # noqa: ANN401 - JSON
        """Carry out a call and note it, with the fault it met. Raises Refusal."""
        error: str | None = None
        try:
            return await _registry().call(self._world, method, given)
        except Refusal as refusal:
            error = refusal.description
            raise
        finally:
            self._note(method, given, error, fault)

    async def _view(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            given = await self._given(request, method)
            fault = self._world.faults.take(method, _chat_id(given))
            if fault is not None:
                return await self._spoil(request, fault, method, given)
            return await self._answer(method, given)
        except Refusal as refusal:
            return _refused(refusal)

    async def _given(self, request: web.Request, method: str) -> Mapping[str, Any]:
        """The parameters of a call; one without a right or a form is noted and refused."""
        try:
            self._authorise(request.match_info["token"])
            return await parameters(request, self._world.files, _registry().structured(method))
        except Refusal as refusal:
            self._note(method, {}, refusal.description)
            raise

    def _note(self, method: str, given: Mapping[str, Any], error: str | None, fault: Fault | None = None) -> None:
        kind = fault.kind if fault is not None else None
        self._world.calls.append(Call(method, given, error, self._world.now(), kind))

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

    async def _answer(self, method: str, given: Mapping[str, Any], fault: Fault | None = None) -> web.Response:
        result = await self.execute(method, given, fault)
        return web.Response(body=_OK % _dumps(result), content_type="application/json")

    async def _spoil(
        self, request: web.Request, fault: Fault, method: str, given: Mapping[str, Any]
    ) -> web.StreamResponse:
        refusal = _ordered(fault)
        if refusal is not None or fault.kind in UNDONE:
            self._note(method, given, refusal.description if refusal else UNDONE[fault.kind], fault)
        if refusal is not None:
            raise refusal
        match fault.kind:
            case "502":
                return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
            case "delay":
                await self._delay(fault, method, given)
            case "hang":
                # Cancelled when the client gives up.
                await asyncio.get_running_loop().create_future()
            case "reset_before":
                return _reset(request)
        answer = await self._answer(method, given, fault)
        return _reset(request) if fault.kind == "reset_after" else answer

    async def _delay(self, fault: Fault, method: str, given: Mapping[str, Any]) -> None:
        try:
            await asyncio.sleep(fault.seconds)
        except asyncio.CancelledError:
            self._note(method, given, GIVEN_UP, fault)
            raise


def _ordered(fault: Fault) -> Refusal | None:
    """The refusal that a fault stands for."""
    match fault.kind:
        case "429":
            return too_many_requests(fault.retry_after)
        case "403":
            return Refusal(403, BLOCKED)
        case "500":
            return Refusal(500, "Internal Server Error")
        case _:
            return None


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
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
