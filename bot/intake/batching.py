"""Group commit: what waits while a transaction runs is the next batch, so one fsync serves many taps."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.intake.outcome import Outcome, RawUpdate

# Telegram hands out at most 100 updates a call; a batch of that size commits within some 100 ms.
# https://core.telegram.org/bots/api#getupdates
LARGEST_BATCH = 100

Apply = Callable[[Sequence[RawUpdate]], Awaitable[list[Outcome]]]

Item = TypeVar("Item")
Result = TypeVar("Result")


class Batching(Generic[Item, Result]):
    """Collects what arrives one by one, updates or events, and applies it in batches, one batch at a time."""

    def __init__(self, apply: Callable[[Sequence[Item]], Awaitable[list[Result]]]) -> None:
        self._apply = apply
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._worker: asyncio.Task[None] | None = None

    async def take(self, item: Item) -> Result:
        """Apply an item with those that wait beside it; returns after the commit.

        Raises what applying the batch raised: then the item was not applied.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
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

    async def _apply_batch(self, batch: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            outcomes = await self._apply([item for item, _ in batch])
        except Exception as error:  # noqa: BLE001 - each one who waits is told
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            if not future.done():
                future.set_result(outcome)
