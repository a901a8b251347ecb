"""How the program is told to stop, by a signal or by a part that can't go on, and how waiting heeds it."""

import asyncio
import signal
from collections.abc import Awaitable
from typing import TypeVar

from bot.errors import BotError

T = TypeVar("T")


def stop_on_signals(stop: asyncio.Event) -> None:
    """Let SIGTERM and Ctrl-C end the program in order."""
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)


class Alarm:
    """Lets any part end the program for what no waiting mends."""

    def __init__(self) -> None:
        self._error: BotError | None = None
        self._stop: asyncio.Event | None = None

    def ring(self, error: BotError) -> None:
        """Have the program end with this error; the first one counts."""
        self._error = self._error or error
        if self._stop is not None:
            self._stop.set()

    def sets(self, stop: asyncio.Event) -> None:
        """Set `stop` when it rings, or now if it has rung."""
        self._stop = stop
        if self._error is not None:
            stop.set()

    def check(self) -> None:
        """Raise the error it rang with, if it did."""
        if self._error is not None:
            raise self._error


async def unless(stop: asyncio.Event, work: Awaitable[T], grace: float = 0.0) -> T | None:
    """The result of `work`, or None when it did not come within `grace` seconds of `stop`; it is cancelled then."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        if grace and not working.done():
            await asyncio.wait((working,), timeout=grace)
        return working.result() if working.done() else None
    finally:
        for task in (working, stopping):
            task.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)
