"""`python -m bot` as a subprocess."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Ended:
    """How a process ended."""

    code: int
    output: str


class Process:
    """`python -m bot ...` with its own folder and environment."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.returncode is None

    def kill(self) -> None:
        """Kill -9: no chance to finish anything."""
        self._process.kill()

    def terminate(self) -> None:
        """SIGTERM, as service managers send it."""
        self._process.send_signal(signal.SIGTERM)

    async def end(self, seconds: float = 10.0) -> Ended:
        """Wait for the end; all output with it."""
        async with asyncio.timeout(seconds):
            output, _ = await self._process.communicate()
        return Ended(self._process.returncode or 0, output.decode())


async def start(folder: Path, *arguments: str, **settings: str) -> Process:
    """Start the program in an empty folder with an empty home."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), **settings}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    return Process(process)


async def finished(folder: Path, *arguments: str, **settings: str) -> Ended:
    """Run the program to its end."""
    return await (await start(folder, *arguments, **settings)).end(30.0)


@asynccontextmanager
async def running(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Process]:
    """The bot, killed at the end if it still runs."""
    process = await start(folder, "run", **settings)
    try:
        yield process
    finally:
        if process.is_running:
            process.kill()
            await process.end()
