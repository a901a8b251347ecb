"""Only this machine may talk to the sandbox: a page on the internet must not reach into it."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

View = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def loopback_only(request: web.Request, handler: View) -> web.StreamResponse:
    """Refuse requests that name another host: DNS rebinding shows in Host, a foreign page in Origin."""
    origin = request.headers.get("Origin")
    hosts = [_host(f"//{request.host}"), *([_host(origin)] if origin is not None else [])]
    if not LOOPBACK.issuperset(hosts):
        raise web.HTTPForbidden(text="The sandbox answers this machine only.")
    return await handler(request)


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
