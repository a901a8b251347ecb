"""Serves the local Telegram with its page on the loopback interface."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import web

from bot.errors import PortTaken
from bot.sandbox import limits
from bot.sandbox.addresses import LOOPBACK
from bot.sandbox.control.guard import loopback_only, possible_only
from bot.sandbox.control.requests import LINKS, WORLD, Links
from bot.sandbox.control.routes import control_routes
from bot.sandbox.delivery import Delivery
from bot.sandbox.server import BotApi
from bot.sandbox.world import World

# An upload with its form around it.
LARGEST_REQUEST = limits.LARGEST_UPLOAD + 2**20


@asynccontextmanager
async def serving(world: World, host: str = "127.0.0.1", port: int = 0, links: Links = ()) -> AsyncIterator[str]:
    """Serve while the block runs; gives the address. Port 0 takes a free one. Raises PortTaken.

    The host is this machine, whoever asks: what anybody may send in another's name is not for a network.
    """
    if host not in LOOPBACK:
        raise ValueError(f"the sandbox does not listen at {host}")
    api = BotApi(world)
    runner = web.AppRunner(
        _application(world, api, links), access_log=None, shutdown_timeout=0.1, handler_cancellation=True
    )
    await runner.setup()
    delivering = asyncio.create_task(Delivery(world, api).run())
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


def _application(world: World, api: BotApi, links: Links) -> web.Application:
    application = web.Application(middlewares=[loopback_only, possible_only], client_max_size=LARGEST_REQUEST)
    application[WORLD], application[LINKS] = world, links
    application.add_routes([*api.routes(), *control_routes()])
    return application
