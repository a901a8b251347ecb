"""What happens to the bot from outside: updates again and out of order, faults, rates, another time."""

from datetime import timedelta
from typing import Self

from aiohttp import web
from pydantic import Field, model_validator

from bot.sandbox.control.requests import WORLD, Body, body, done, mistake
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.moments import UnknownMoment, moment

# Ten years: beyond, dates run out of range.
FARTHEST = timedelta(days=3653)


class Order(Body):
    """The ids of updates that come first; without them what waits is turned round."""

    ids: list[int] | None = None


class NewFault(Body):
    """A fault; docs/tasks/sandbox.md says what each kind does."""

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    count: int = Field(1, ge=1)
    retry_after: int = Field(1, ge=1)
    seconds: float = Field(0.0, ge=0.0)
    after: int = Field(0, ge=0)


class Enforced(Body):
    """Whether Telegram's rates are enforced."""

    enforced: bool


class Moved(Body):
    """Seconds to go ahead, or a moment to go to."""

    move: float | None = Field(None, ge=0, le=FARTHEST.total_seconds())
    to: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.move is None) == (self.to is None):
            raise ValueError("give either move or to")
        return self


async def replay(request: web.Request) -> web.Response:
    """Deliver an update again, under the id it had."""
    updates, update_id = request.app[WORLD].updates, int(request.match_info["update"])
    if update_id not in updates.made:
        raise web.HTTPNotFound(text=f"There is no update {update_id}.")
    updates.replay(update_id)
    return done(update_id=update_id)


async def hold(request: web.Request) -> web.Response:
    """Deliver nothing until `reorder`, so that several updates wait."""
    request.app[WORLD].updates.hold()
    return done()


async def reorder(request: web.Request) -> web.Response:
    """Deliver what waits in another order."""
    updates, given = request.app[WORLD].updates, await body(request, Order)
    updates.release(given.ids if given.ids is not None else [each["update_id"] for each in reversed(updates.waiting)])
    return done(order=[each["update_id"] for each in updates.waiting])


async def order_fault(request: web.Request) -> web.Response:
    """Order a fault."""
    given = await body(request, NewFault)
    if given.method is not None and not _is_known(given.method):
        raise mistake(f"method: the sandbox has no method {given.method}.")
    request.app[WORLD].faults.add(Fault(**given.model_dump()))
    return done()


def _is_known(method: str) -> bool:
    # Its models take seconds to import, and the page is served before a bot calls.
    from bot.sandbox.methods.registry import METHODS  # noqa: PLC0415 - as the comment says

    return method.lower() in METHODS


async def clear_faults(request: web.Request) -> web.Response:
    """Let everything go well from now on."""
    request.app[WORLD].faults.clear()
    return done()


async def enforce_rates(request: web.Request) -> web.Response:
    """Answer with 429 above Telegram's rates, or no longer."""
    request.app[WORLD].rates.is_enforced = (await body(request, Enforced)).enforced
    return done()


async def move_clock(request: web.Request) -> web.Response:
    """Move the clock that the bot and its Telegram go by. It only goes ahead: rows of the future are no past."""
    world, given = request.app[WORLD], await body(request, Moved)
    now = world.clock()
    by = timedelta(seconds=given.move or 0)
    if given.to is not None:
        try:
            by = moment(given.to, now, world.zone) - now
        except UnknownMoment:
            raise mistake("to: «today 18:00», «tomorrow», «next Monday 9:00» or 2026-12-01T10:00.") from None
    if not timedelta() <= by <= FARTHEST:
        raise mistake("The clock goes ahead only, and by ten years at the most.")
    world.clock.move(by)
    world.changed()
    return done(now=world.clock().isoformat(timespec="seconds"))
