"""Runs the bot and kills it at random moments."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from random import Random
from typing import Self

from bot.sandbox.world import World
from tests.acceptance.processes import ROOT

# A process lives for so many changes of the world at the most: taps that arrive, screens that change.
LONGEST_LIFE = 60
# A kill falls anywhere within what follows a change: before a commit, after it, between two replies.
SPREAD_SECONDS = 0.02


class Killer:
    """One bot at a time, killed and started again."""

    def __init__(self, folder: Path, settings: dict[str, str], world: World, random: Random) -> None:
        self._folder = folder
        self._environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), **settings}
        self._world = world
        self._random = random
        self._forker: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        self._forker = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.acceptance.forking",
            cwd=self._folder,
            env=self._environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        self._pid = await self._start()
        return self

    async def __aexit__(self, *_: object) -> None:
        os.kill(self._pid, signal.SIGKILL)
        if self._forker is not None:
            self._forker.stdin.close()  # type: ignore[union-attr]
            await self._forker.wait()

    async def kill_and_restart(self) -> None:
        """Let the bot live for a while, kill it, and start the next."""
        for _ in range(self._random.randint(1, LONGEST_LIFE)):
            await self._world.change()
        await self.kill_soon_and_restart(SPREAD_SECONDS)

    async def kill_soon_and_restart(self, seconds: float) -> None:
        """Kill the bot at any moment of the seconds to come, and start the next."""
        await asyncio.sleep(self._random.uniform(0, seconds))
        os.kill(self._pid, signal.SIGKILL)
        self._pid = await self._start()

    async def _start(self) -> int:
        if self._forker is None or self._forker.stdin is None or self._forker.stdout is None:
            raise RuntimeError("used outside its block")
        self._forker.stdin.write(b"\n")
        await self._forker.stdin.drain()
        return int(await self._forker.stdout.readline())
