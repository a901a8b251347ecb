"""Only this machine may talk to the sandbox: a page on the internet must not reach into it."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.addresses import LOOPBACK, split

View = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def loopback_only(request: web.Request, handler: View) -> web.StreamResponse:
    """Refuse requests that name another host: DNS rebinding shows in Host, a foreign page in Origin."""
    origin = request.headers.get("Origin")
    named = [f"//{request.host}", *([origin] if origin is not None else [])]
    if any(split(address).hostname not in LOOPBACK for address in named):
        raise web.HTTPForbidden(text="The sandbox answers this machine only.")
    return await handler(request)
