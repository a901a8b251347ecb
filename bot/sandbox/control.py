"""The control interface under /sandbox, which the page and any script use. Documented in docs/tasks/sandbox.md."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox import acting
from bot.sandbox.faults import Fault
from bot.sandbox.world import Person, World

PAGE = Path(__file__).parent / "page"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
KEEP_ALIVE_SECONDS = 15

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Links = Sequence[Mapping[str, object]]


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests that name another host: a page on the internet must not reach into this machine."""
    origin = request.headers.get("Origin")
    hosts = [urlsplit(f"//{request.host}").hostname, *([urlsplit(origin).hostname] if origin else [])]
    if any(host not in LOOPBACK for host in hosts):
        raise web.HTTPForbidden(text="The sandbox answers this machine only.")
    return await handler(request)


class Control:
    """The views."""

    def __init__(self, world: World, links: Links) -> None:
        self._world = world
        self._links = links

    def routes(self) -> list[web.AbstractRouteDef]:
        """Where they are found."""
        return [
            web.get("/", self._page),
            web.static("/page", PAGE),
            web.get("/sandbox/state", self._state),
            web.get("/sandbox/events", self._events),
            web.get("/sandbox/links", self._start_links),
            web.get("/sandbox/calls", self._calls),
            web.post("/sandbox/people", self._add_person),
            web.post("/sandbox/people/{id}/messages", self._write),
            web.post("/sandbox/people/{id}/taps", self._tap),
            web.post("/sandbox/people/{id}/block", self._block),
            web.post("/sandbox/people/{id}/unblock", self._unblock),
            web.post("/sandbox/updates/{id}/replay", self._replay),
            web.post("/sandbox/faults", self._fault),
        ]

    async def _page(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html")

    async def _state(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "version": self._world.version,
                "bot": {"username": self._world.username, "name": "Otklik"},
                "people": [self._person(person) for person in self._world.people.values()],
            }
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        try:
            while True:
                await response.write(f'data: {{"version": {self._world.version}}}\n\n'.encode())
                try:
                    await asyncio.wait_for(self._world.change(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    continue
        except ConnectionError:
            return response

    async def _start_links(self, _: web.Request) -> web.Response:
        return web.json_response(list(self._links))

    async def _calls(self, _: web.Request) -> web.Response:
        return web.json_response([asdict(call) for call in self._world.calls])

    async def _add_person(self, request: web.Request) -> web.Response:
        body = await _json(request)
        person = self._world.add_person(str(body["name"]), str(body["language"]))
        return web.json_response({"id": person.id})

    async def _write(self, request: web.Request) -> web.Response:
        person, body = self._found(request), await _json(request)
        if "attachment" in body:
            return _update(acting.attach(self._world, person, str(body["attachment"])))
        return _update(acting.write(self._world, person, str(body["text"])))

    async def _tap(self, request: web.Request) -> web.Response:
        person, body = self._found(request), await _json(request)
        message = person.message(int(body["message_id"]))
        return _update(acting.tap(self._world, person, message, str(body["data"])))

    async def _block(self, request: web.Request) -> web.Response:
        return _update(acting.set_blocked(self._world, self._found(request), blocked=True))

    async def _unblock(self, request: web.Request) -> web.Response:
        return _update(acting.set_blocked(self._world, self._found(request), blocked=False))

    async def _replay(self, request: web.Request) -> web.Response:
        update_id = int(request.match_info["id"])
        if update_id not in self._world.updates.made:
            raise web.HTTPNotFound
        self._world.updates.replay(update_id)
        return _update(update_id)

    async def _fault(self, request: web.Request) -> web.Response:
        self._world.faults.add(Fault(**await _json(request)))
        return web.json_response({})

    def _found(self, request: web.Request) -> Person:
        person = self._world.people.get(int(request.match_info["id"]))
        if person is None:
            raise web.HTTPNotFound
        return person

    def _person(self, person: Person) -> dict[str, Any]:
        return {
            "id": person.id,
            "name": person.name,
            "language": person.language,
            "blocked": person.has_blocked,
            "toasts": [asdict(toast) for toast in person.toasts],
            "commands": list(self._world.commands_for(person)),
            "messages": [
                {
                    "id": message.id,
                    "from": "bot" if message.from_bot else "person",
                    "html": message.html,
                    "text": message.text,
                    "edited": message.edited,
                    "date": message.date,
                    "keyboard": message.keyboard,
                    "attachment": message.attachment,
                }
                for message in person.messages
            ],
        }


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except json.JSONDecodeError:
        raise web.HTTPBadRequest(text="Send JSON.") from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="Send a JSON object.")
    return body


def _update(update_id: int) -> web.Response:
    return web.json_response({"update_id": update_id})
