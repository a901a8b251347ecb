"""The Bot API over HTTP: /bot<token>/<method>, JSON or form fields, Telegram's envelope and statuses."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.errors import Refusal
from bot.sandbox.faults import Fault
from bot.sandbox.methods import Methods
from bot.sandbox.world import Call, World

# Form fields that hold JSON, by the way their text begins.
JSON_BEGINS = ("{", "[")


class BotApi:
    """The view of every method."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._methods = Methods(world)

    def routes(self) -> list[web.RouteDef]:
        """Where the Bot API is found."""
        return [web.route("*", "/bot{token}/{method}", self._view)]

    async def execute(self, method: str, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
        """Carry out a call and note it. Raises Refusal."""
        error: str | None = None
        try:
            return await self._methods.call(method, given)
        except Refusal as refusal:
            error = refusal.description
            raise
        finally:
            self._world.calls.append(Call(method, given, error))

    async def _view(self, request: web.Request) -> web.StreamResponse:
        try:
            self._authorise(request.match_info["token"])
            given = await _parameters(request)
            method = request.match_info["method"]
            fault = self._world.faults.take(method, given.get("chat_id"))
            return await self._with_fault(request, fault, method, given)
        except Refusal as refusal:
            return _refused(refusal)

    def _authorise(self, token: str) -> None:
        if token != self._world.token:
            raise Refusal(401, "Unauthorized")

    async def _with_fault(
        self, request: web.Request, fault: Fault | None, method: str, given: Mapping[str, Any]
    ) -> web.StreamResponse:
        if fault is not None:
            if fault.kind == "delay":
                await asyncio.sleep(fault.seconds)
            elif fault.kind == "502":
                return web.Response(status=502, text="<html><body>502 Bad Gateway</body></html>")
            elif fault.kind == "reset_before":
                return _reset(request)
            elif fault.kind != "reset_after":
                raise _as_refusal(fault)
        result = await self.execute(method, given)
        if fault is not None and fault.kind == "reset_after":
            return _reset(request)
        return web.json_response({"ok": True, "result": result}, dumps=_dumps)


async def _parameters(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    fields = {**request.query, **await request.post()}
    return {name: _value(value) for name, value in fields.items()}


def _value(value: Any) -> Any:  # noqa: ANN401 - a form field
    if isinstance(value, str) and value.startswith(JSON_BEGINS):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _as_refusal(fault: Fault) -> Refusal:
    match fault.kind:
        case "429":
            return Refusal(429, f"Too Many Requests: retry after {fault.retry_after}", fault.retry_after)
        case "403":
            return Refusal(403, "Forbidden: bot was blocked by the user")
    return Refusal(500, "Internal Server Error")


def _refused(refusal: Refusal) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    return web.json_response(body, status=refusal.code)


def _reset(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _dumps(value: Any) -> str:  # noqa: ANN401 - JSON
    return json.dumps(value, ensure_ascii=False)
