"""Where everything of the control interface is found."""

from pathlib import Path

from aiohttp import web

from bot.sandbox.control import answering, chatting, people, state, weather

PAGE = Path(__file__).parent.parent / "page"
PERSON = r"/sandbox/people/{person:\d{1,15}}"


async def page(_: web.Request) -> web.StreamResponse:
    """The page itself."""
    return web.FileResponse(PAGE / "index.html")


def control_routes() -> list[web.AbstractRouteDef]:
    """The page and the control interface."""
    return [
        web.get("/", page),
        web.static("/page", PAGE),
        web.get("/sandbox/state", state.state),
        web.get("/sandbox/events", state.events),
        web.get("/sandbox/links", state.links),
        web.get("/sandbox/calls", state.calls),
        web.get("/sandbox/files/{file}", state.file),
        web.post("/sandbox/people", people.add),
        web.post(f"{PERSON}/language", people.speak),
        web.post(f"{PERSON}/read", people.read),
        web.post(f"{PERSON}/block", people.block),
        web.post(f"{PERSON}/unblock", people.unblock),
        web.post(f"{PERSON}/messages", chatting.write),
        web.post(f"{PERSON}/edits", chatting.edit),
        web.post(f"{PERSON}/forward", chatting.forward),
        web.post(f"{PERSON}/contact", chatting.share_contact),
        web.post(f"{PERSON}/users", chatting.share_users),
        web.post(f"{PERSON}/taps", answering.tap),
        web.post(f"{PERSON}/reactions", answering.react),
        web.post(f"{PERSON}/votes", answering.vote),
        web.post(f"{PERSON}/inline", answering.ask),
        web.post(f"{PERSON}/inline/choice", answering.choose),
        web.post(r"/sandbox/updates/{update:\d{1,15}}/replay", weather.replay),
        web.post("/sandbox/updates/hold", weather.hold),
        web.post("/sandbox/updates/reorder", weather.reorder),
        web.post("/sandbox/faults", weather.order_fault),
        web.delete("/sandbox/faults", weather.clear_faults),
        web.post("/sandbox/rates", weather.enforce_rates),
        web.post("/sandbox/clock", weather.move_clock),
    ]
