"""A Bot API that says yes: the cheapest server there can be, so that it is the bot that is measured."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

ME = {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "b", "username": "bench_bot"}}
MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
YES = json.dumps({"ok": True, "result": True}, separators=(",", ":")).encode()
EDITED = json.dumps({"ok": True, "result": MESSAGE}, separators=(",", ":")).encode()


@dataclass
class Stub:
    """Counts calls, and knows when the first poll came."""

    edits: int = 0
    answers: int = 0
    polled: asyncio.Event = field(default_factory=asyncio.Event)
    _called: asyncio.Event = field(default_factory=asyncio.Event)

    async def has_had(self, *, edits: int, answers: int) -> None:
        """Return when so many edits and answers have come in all."""
        while self.edits < edits or self.answers < answers:
            self._called.clear()
            await self._called.wait()

    async def view(self, request: web.Request) -> web.Response:
        """Answer any method."""
        method = request.match_info["method"].lower()
        await request.read()
        if method == "getme":
            return web.json_response(ME)
        if method == "getupdates":
            self.polled.set()
            await asyncio.sleep(3600)
        self.edits += method == "editmessagetext"
        self.answers += method == "answercallbackquery"
        self._called.set()
        body = EDITED if method in {"editmessagetext", "sendmessage"} else YES
        return web.Response(body=body, content_type="application/json")


@asynccontextmanager
async def answering(stub: Stub) -> AsyncIterator[str]:
    """Serve the stub; gives its address."""
    application = web.Application(client_max_size=2**20)
    application.router.add_route("*", "/bot{token}/{method}", stub.view)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
