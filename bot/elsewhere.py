"""Long work in a process of its own: beside the taps, not between them, and gone when nobody waits for it any more."""

import asyncio
from collections.abc import Callable
from multiprocessing import get_context
from typing import ParamSpec

P = ParamSpec("P")


class WorkFailed(Exception):
    """The process ended with exit code {code}; what went wrong is on its stderr."""

    def __init__(self, code: int | None) -> None:
        self.code = code
        super().__init__(f"the process ended with exit code {code}")


async def elsewhere(function: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Run a function of a module with plain values; what comes of it is what it writes. Raises WorkFailed.

    Whoever gives up waiting ends the process; it also ends with the bot.
    """
    # Spawned, not forked: a fork would carry the database thread's locks and the sockets along.
    process = get_context("spawn").Process(target=function, args=args, kwargs=kwargs, daemon=True)
    process.start()
    try:
        await asyncio.to_thread(process.join)
    finally:
        if process.is_alive():
            process.kill()
    if process.exitcode != 0:
        raise WorkFailed(process.exitcode)
