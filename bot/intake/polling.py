"""Long polling: the next offset, which confirms a batch, is asked for only after the batch is committed."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook

from bot.errors import AnotherPoller, TokenRevoked
from bot.intake.batching import LARGEST_BATCH, Apply
from bot.intake.outcome import Outcome, RawUpdate
from bot.intake.raw_updates import GetRawUpdates
from bot.sending.pace import Sleep
from bot.stopping import unless
from storage.errors import StorageError

log = structlog.get_logger(__name__)

# Telegram's longest: https://core.telegram.org/bots/api#getupdates
POLL_SECONDS = 50
# How much longer than the poll itself the connection may take.
MARGIN_SECONDS = 15
# A batch in hand gets this long when the program ends; one that is broken off is handed out again.
LAST_BATCH_SECONDS = 2.0
# A poller that was replaced, as in a rolling restart, gets the 409 once; a second one goes on to get it.
CONFLICTS_TOLERATED = 3
# How the 409 of another cause begins, as observed.
WEBHOOK_IS_SET = "can't use getUpdates method while webhook is active"


@dataclass
class Pauses:
    """Growing pauses between tries: 1, 2, 4 ... 30 seconds."""

    longest: float = 30.0
    _next: float = field(default=1.0, init=False)

    def next(self) -> float:
        """The pause to make now."""
        pause, self._next = self._next, min(self._next * 2, self.longest)
        return pause

    def reset(self) -> None:
        """The last try went well."""
        self._next = 1.0


class Polling:
    """Fetches updates, has them applied and hands out their replies, until it is cancelled between batches."""

    def __init__(
        self,
        bot: Bot,
        apply: Apply,
        hand_out: Callable[[Sequence[Outcome]], None],
        allowed_updates: list[str],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._apply = apply
        self._hand_out = hand_out
        self._allowed_updates = allowed_updates
        self._sleep = sleep
        self._offset: int | None = None
        self._conflicts = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; the batch in hand is finished first.

        Raises AnotherPoller and TokenRevoked, which no waiting mends.
        """
        pauses = Pauses()
        while not stop.is_set():
            try:
                updates = await unless(stop, self._fetch())
            except (TelegramAPIError, ClientDecodeError) as error:
                await unless(stop, self._recover(error, pauses))
                continue
            pauses.reset()
            self._conflicts = 0
            if updates:
                await self._take(updates, stop)
            else:
                # All below the offset is confirmed now, and after a quiet week ids start anew, maybe below it.
                # https://core.telegram.org/bots/api#update
                self._offset = None

    async def _fetch(self) -> Sequence[RawUpdate]:
        method = GetRawUpdates(
            offset=self._offset,
            limit=LARGEST_BATCH,
            timeout=POLL_SECONDS,
            allowed_updates=self._allowed_updates,
        )
        return await self._bot(method, request_timeout=POLL_SECONDS + MARGIN_SECONDS)

    async def _take(self, updates: Sequence[RawUpdate], stop: asyncio.Event) -> None:
        pauses = Pauses()
        while True:
            try:
                outcomes = await unless(stop, self._apply(updates), LAST_BATCH_SECONDS)
            except StorageError as error:
                log.error("batch_not_stored", reason=str(error), updates=len(updates))
                await unless(stop, self._sleep(pauses.next()))
                outcomes = None
            if outcomes is not None:
                self._offset = updates[-1]["update_id"] + 1
                self._hand_out(outcomes)
                return
            if stop.is_set():
                # Not confirmed: Telegram hands them out again after the next start.
                return

    async def _recover(self, error: Exception, pauses: Pauses) -> None:
        pause = self._pause_after(error, pauses)
        if WEBHOOK_IS_SET in str(error):
            # Somebody has set one since the start; updates that wait stay.
            with suppress(TelegramAPIError, ClientDecodeError):
                await self._bot(DeleteWebhook())
        await self._sleep(pause)

    def _pause_after(self, error: Exception, pauses: Pauses) -> float:
        match error:
            case TelegramUnauthorizedError():
                raise TokenRevoked from error
            case TelegramConflictError():
                self._conflicts += 1
                if self._conflicts > CONFLICTS_TOLERATED:
                    raise AnotherPoller from error
            case TelegramRetryAfter():
                return float(error.retry_after)
        log.warning("poll_failed", error=type(error).__name__)
        return pauses.next()
