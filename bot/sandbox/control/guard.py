"""What stands before every request: only this machine may talk to the sandbox, and only of what can be done."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.acts.impossible import Impossible
from bot.sandbox.addresses import LOOPBACK, split

# What a browser says of the page that asks: the sandbox's own, or none at all (an address typed in).
OWN_SITES = frozenset({"same-origin", "none"})

View = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def loopback_only(request: web.Request, handler: View) -> web.StreamResponse:
    """Refuse what another site causes: a page on the internet must not reach in.

    DNS rebinding shows in Host, a foreign page in the rest. Origin is not sent with every request: an image or a link
    of a foreign page carries Sec-Fetch-Site and Referer only.
    """
    headers = request.headers
    named = [f"//{request.host}", *(headers[name] for name in ("Origin", "Referer") if name in headers)]
    # A page that another program of this machine serves is a foreign one too.
    is_elsewhere = "Origin" in headers and split(headers["Origin"]).netloc != request.host
    is_foreign = is_elsewhere or any(split(address).hostname not in LOOPBACK for address in named)
    if is_foreign or headers.get("Sec-Fetch-Site", "none") not in OWN_SITES:
        raise web.HTTPForbidden(text="The sandbox answers this machine only.")
    return await handler(request)


@web.middleware
async def possible_only(request: web.Request, handler: View) -> web.StreamResponse:
    """Refuse with a sentence what nobody can do with a Telegram."""
    try:
        return await handler(request)
    except Impossible as impossible:
        raise web.HTTPBadRequest(text=str(impossible)) from None
