"""The process that draws, started with the first picture."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# A fresh process after so many pictures: what a drawing library leaks in years is given back.
PICTURES_A_PROCESS = 500


class Drawing:
    """Runs drawing functions one after the other, away from the event loop."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def draw(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `function` returns. It and its arguments must be picklable: a function of a module, plain values.

        Its exception passes through; a process that died, for want of memory say, is replaced once.
        """
        try:
            return await self._run(function, *args, **kwargs)
        except BrokenProcessPool:
            self.close()
            return await self._run(function, *args, **kwargs)

    def close(self) -> None:
        """End the process; pictures that still wait are given up."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    async def _run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._pool is None:
            # Spawned, not forked: a fork would carry the database thread's locks and the sockets along.
            self._pool = ProcessPoolExecutor(
                1, get_context("spawn"), end_with_parent, max_tasks_per_child=PICTURES_A_PROCESS
            )
        return await asyncio.wrap_future(self._pool.submit(function, *args, **kwargs))


def end_with_parent() -> None:
    """Have this process end when the one that started it is gone: killed, it could not say so."""
    Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
