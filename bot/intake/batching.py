"""Group commit: what waits while a transaction runs is the next batch, so one fsync serves many taps."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.intake.outcome import Outcome, RawUpdate

# Telegram hands out at most 100 updates a call; a batch of that size commits within some 100 ms.
# https://core.telegram.org/bots/api#getupdates
LARGEST_BATCH = 100

Apply = Callable[[Sequence[RawUpdate]], Awaitable[list[Outcome]]]


class Batching:
    """Collects updates that arrive one by one and applies them in batches, one batch at a time."""

    def __init__(self, apply: Apply) -> None:
        self._apply = apply
        self._waiting: list[tuple[RawUpdate, asyncio.Future[Outcome]]] = []
        self._worker: asyncio.Task[None] | None = None

    async def take(self, update: RawUpdate) -> Outcome:
        """Apply an update with those that wait beside it; returns after the commit.

        Raises what applying the batch raised: then the update was not applied.
        """
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((update, future))
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        return await future

    async def close(self) -> None:
        """Finish what has been taken."""
        if self._worker is not None:
            await self._worker

    async def _work(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:LARGEST_BATCH], self._waiting[LARGEST_BATCH:]
                await self._apply_batch(batch)
        finally:
            self._worker = None

    async def _apply_batch(self, batch: Sequence[tuple[RawUpdate, asyncio.Future[Outcome]]]) -> None:
        try:
            outcomes = await self._apply([update for update, _ in batch])
        except Exception as error:  # noqa: BLE001 - each one who waits is told
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            if not future.done():
                future.set_result(outcome)
