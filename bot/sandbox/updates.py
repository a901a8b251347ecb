"""The queue of updates: numbered, confirmed by an offset, delivered by polling or by webhook.

https://core.telegram.org/bots/api#getting-updates
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from bot.sandbox import limits
from bot.sandbox.errors import Refusal
from bot.sandbox.hooks import Hook
from storage.clock import Clock

Update = Mapping[str, Any]
POLLED_TWICE = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
LASTS_SHORTER = {"callback_query": limits.TAP_LASTS, "inline_query": limits.INLINE_QUERY_LASTS}
# A demo may run for days: so many updates can be delivered again.
MADE_KEPT = 10_000
# Not delivered unless allowed_updates names them.
ONLY_WHEN_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """Updates that wait, and the newest ones that were ever made (to be replayed)."""

    def __init__(self, changed: Callable[[], None], clock: Clock) -> None:
        self.waiting: list[Update] = []
        self.made: dict[int, Update] = {}
        self.hook: Hook | None = None
        self.allowed: Sequence[str] = ()
        self.is_held = False
        self._changed = changed
        self._clock = clock
        # When each update is forgotten, taken or not.
        self._ends: dict[int, datetime] = {}
        self._numbers = count(7_000_001)
        self._arrived = asyncio.Event()
        self._poll: asyncio.Future[str] | None = None
        self._handed_out = 0

    def add(self, kind: str, content: Mapping[str, Any]) -> int:
        """Queue a new update and return its id."""
        update_id = next(self._numbers)
        self.made[update_id] = {"update_id": update_id, kind: content}
        self.replay(update_id)
        self._forget_made()
        return update_id

    def replay(self, update_id: int) -> None:
        """Queue an update again, under the id it had."""
        update = self.made[update_id]
        kind = kind_of(update)
        self._ends[update_id] = self._clock() + LASTS_SHORTER.get(kind, limits.UPDATE_LASTS)
        if self._is_allowed(kind):
            self.waiting.append(update)
        self._arrived.set()
        self._changed()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Take only these kinds from now on; an empty list stands for the usual ones, None for what was said before."""
        if kinds is not None:
            self.allowed = kinds

    def set_hook(self, hook: Hook | None) -> None:
        """Deliver to this webhook from now on, or to none. Whoever polls meanwhile gets 409."""
        self.hook = hook
        if hook is not None:
            self._end_poll(WEBHOOK_SET)

    def hold(self) -> None:
        """Deliver nothing until `release`."""
        self.is_held = True
        self._changed()

    def release(self, order: Sequence[int]) -> None:
        """Deliver what waits: first the updates of `order`, then the others as they came."""
        place = {update_id: number for number, update_id in enumerate(order)}
        self.waiting.sort(key=lambda update: place.get(update["update_id"], len(place)))
        self.is_held = False
        self._handed_out = 0
        self._arrived.set()
        self._changed()

    def drop(self) -> None:
        """Forget what waits."""
        self.waiting.clear()
        self._handed_out = 0

    def forget_old(self) -> None:
        """Drop what has waited too long."""
        now = self._clock()
        if any(self._ends[update["update_id"]] < now for update in self.waiting):
            self.waiting = [update for update in self.waiting if self._ends[update["update_id"]] >= now]
            self._handed_out = 0

    def confirm(self, update: Update) -> None:
        """Forget one update, which a webhook has taken."""
        place = next((number for number, each in enumerate(self.waiting) if each is update), None)
        if place is not None:
            del self.waiting[place]
        self._changed()

    def _forget_made(self) -> None:
        """Forget the oldest updates beyond those that are kept, but none that waits to be taken."""
        while len(self.made) > MADE_KEPT:
            oldest = next(iter(self.made))
            if any(update["update_id"] == oldest for update in self.waiting):
                return
            del self.made[oldest], self._ends[oldest]

    async def poll(self, offset: int | None, limit: int, seconds: float) -> list[Update]:
        """getUpdates: an offset confirms what is below it. A second poller ends the first with 409."""
        if self.hook is not None:
            raise Refusal(409, WEBHOOK_ACTIVE)
        self._end_poll(POLLED_TWICE)
        ended = self._poll = asyncio.get_running_loop().create_future()
        self._changed()
        if offset is not None:
            self._confirm(offset)
        self.forget_old()
        if seconds and not self._ready:
            await self._wait(ended, min(seconds, limits.LONGEST_POLL_SECONDS))
        if ended.done():
            raise Refusal(409, ended.result())
        self._handed_out = min(limit, len(self._ready))
        return self._ready[:limit]

    def _end_poll(self, reason: str) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)

    @property
    def _ready(self) -> list[Update]:
        return [] if self.is_held else self.waiting

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            # From the end of the queue; what comes before is forgotten.
            self.waiting = self.waiting[offset:]
        else:
            # Only what was handed out can be confirmed: a replayed update has an old id and is still to come.
            handed_out, rest = self.waiting[: self._handed_out], self.waiting[self._handed_out :]
            self.waiting = [*(update for update in handed_out if update["update_id"] >= offset), *rest]
        self._handed_out = 0
        self._changed()

    async def _wait(self, ended: asyncio.Future[str], seconds: float) -> None:
        self._arrived.clear()
        arrival = asyncio.ensure_future(self.arrival())
        try:
            await asyncio.wait((arrival, ended), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrival.cancel()

    async def arrival(self) -> None:
        """Return when an update is ready to be delivered."""
        while not self._ready:
            self._arrived.clear()
            await self._arrived.wait()

    def _is_allowed(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_WHEN_NAMED


def kind_of(update: Update) -> str:
    """What an update brings: message, callback_query ..."""
    return next(key for key in update if key != "update_id")
