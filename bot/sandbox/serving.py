"""Serves the local Telegram with its page on the loopback interface."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import web

from bot.errors import PortTaken
from bot.sandbox.control import Control, Links, loopback_only
from bot.sandbox.delivery import deliver
from bot.sandbox.server import BotApi
from bot.sandbox.world import World


@asynccontextmanager
async def serving(world: World, host: str = "127.0.0.1", port: int = 0, links: Links = ()) -> AsyncIterator[str]:
    """Serve while the block runs; gives the address. Port 0 takes a free one. Raises PortTaken."""
    api = BotApi(world)
    application = web.Application(middlewares=[loopback_only])
    application.add_routes([*api.routes(), *Control(world, links).routes()])
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    delivering = asyncio.create_task(deliver(world, api))
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise PortTaken(host, port) from error
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        delivering.cancel()
        with suppress(asyncio.CancelledError):
            await delivering
        await runner.cleanup()
