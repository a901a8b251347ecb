"""The two bots as processes, pinned to one core."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVER_CORE, LOAD_CORE = 0, 1
TOKEN = "1000001:BENCH-bench-BENCH-bench-BENCH-bench-B"
SECRET = "bench"

BARE = ("-m", "tests.bench.bare")
OURS = ("-m", "bot", "run")


@asynccontextmanager
async def started(
    arguments: tuple[str, ...], folder: Path, settings: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a bot on its core; it is killed when the block ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BOT_TOKEN": TOKEN, "LOG_LEVEL": "WARNING", **settings}
    command = (sys.executable, *arguments)
    if hasattr(os, "sched_setaffinity"):
        command = ("taskset", "-c", str(SERVER_CORE), *command)
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=environment)
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


async def listening(port: int) -> None:
    """Return when something listens at the port."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            return
