"""The queue of updates: numbered, confirmed by an offset, delivered by polling or by webhook."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.sandbox.errors import Refusal

Update = Mapping[str, Any]
POLLED_TWICE = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """What setWebhook was called with."""

    url: str
    secret: str = ""


class Updates:
    """Updates that wait, and those that were ever made (to be replayed)."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.waiting: list[Update] = []
        self.made: dict[int, Update] = {}
        self.webhook: WebhookSettings | None = None
        self.polls = 0
        self._changed = changed
        self._allowed: Sequence[str] = ()
        self._numbers = count(7_000_001)
        self._arrived = asyncio.Event()
        self._poll: asyncio.Future[None] | None = None
        self._handed_out = 0

    def add(self, kind: str, content: Mapping[str, Any]) -> int:
        """Queue a new update and return its id."""
        update_id = next(self._numbers)
        self.made[update_id] = {"update_id": update_id, kind: content}
        self.replay(update_id)
        return update_id

    def replay(self, update_id: int) -> None:
        """Queue an update again, under the id it had."""
        update = self.made[update_id]
        kind = next(key for key in update if key != "update_id")
        if not self._allowed or kind in self._allowed:
            self.waiting.append(update)
        self._arrived.set()
        self._changed()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Take only these kinds from now on; None keeps what was said before."""
        if kinds is not None:
            self._allowed = kinds

    async def poll(self, offset: int | None, limit: int, seconds: float) -> list[Update]:
        """getUpdates: an offset confirms what is below it. A second poller ends the first with 409."""
        if self.webhook is not None:
            raise Refusal(409, WEBHOOK_ACTIVE)
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        ended = self._poll = asyncio.get_running_loop().create_future()
        self.polls += 1
        self._changed()
        if offset is not None:
            self._confirm(offset)
        if not self.waiting and seconds:
            await self._wait(ended, seconds)
        if ended.done():
            raise Refusal(409, POLLED_TWICE)
        self._handed_out = min(limit, len(self.waiting))
        return self.waiting[:limit]

    def _confirm(self, offset: int) -> None:
        # Only what was handed out can be confirmed: a replayed update has an old id and is still to come.
        handed_out, rest = self.waiting[: self._handed_out], self.waiting[self._handed_out :]
        self.waiting = [*(update for update in handed_out if update["update_id"] >= offset), *rest]
        self._handed_out = 0
        self._changed()

    async def _wait(self, ended: asyncio.Future[None], seconds: float) -> None:
        self._arrived.clear()
        arrival = asyncio.ensure_future(self._arrived.wait())
        try:
            await asyncio.wait((arrival, ended), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrival.cancel()

    async def arrival(self) -> None:
        """Return when an update waits."""
        while not self.waiting:
            self._arrived.clear()
            await self._arrived.wait()
