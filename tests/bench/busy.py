"""Taps while summaries are drawn: `python -m tests.bench.busy`. The same bot, quiet and busy in turns."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import median

from aiohttp import ClientSession

from bot.intake.webhook import SECRET_HEADER
from tests.bench.__main__ import free_port, prepared
from tests.bench.load import Measured, fire, ids, tap
from tests.bench.processes import OURS, SECRET, listening, started
from tests.bench.stub import Stub, answering

RUNS = 5
TAPS = 500
ADMINISTRATOR = 900_000
# One asks, waits for the picture and asks again; so the one renderer is never idle.
PAUSE_SECONDS = 0.2


async def main() -> None:
    """Fire taps in turns with nobody asking and with somebody asking for one summary after the other."""
    stub, port = Stub(), free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    quiet: list[Measured] = []
    busy: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        data = iter(await prepared(database_url))
        async with answering(stub) as api:
            settings = {
                "BOT_API_URL": api,
                "DATABASE_URL": database_url,
                "PORT": str(port),
                "WEBHOOK_URL": url,
                "WEBHOOK_SECRET": SECRET,
                "ADMIN_IDS": str(ADMINISTRATOR),
            }
            async with started(OURS, Path(folder), settings):
                await listening(port)
                for _ in range(RUNS):
                    for measured, asking in ((quiet, nobody()), (busy, somebody(url))):
                        async with asking:
                            taps = [tap(*next(data)) for _ in range(TAPS // 2)]
                            measured.append(await fire(url, taps, stub))
    for name, runs in (("quiet", quiet), ("busy", busy)):
        print(f"{name:6} p50 {median(run.p50 for run in runs):6.1f} ms   p99 {median(run.p99 for run in runs):6.1f} ms")
    print(f"ratio of p99 {median(run.p99 for run in busy) / median(run.p99 for run in quiet):.2f}")


@asynccontextmanager
async def nobody() -> AsyncIterator[None]:
    """Only taps."""
    yield


@asynccontextmanager
async def somebody(url: str) -> AsyncIterator[None]:
    """An administrator asks for summaries all the time."""
    task = asyncio.create_task(_ask(url))
    # The first picture starts the renderer.
    await asyncio.sleep(10 * PAUSE_SECONDS)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _ask(url: str) -> None:
    async with ClientSession() as session:
        while True:
            async with session.post(url, json=_question(), headers={SECRET_HEADER: SECRET}) as response:
                await response.read()
            await asyncio.sleep(PAUSE_SECONDS)


def _question() -> dict[str, object]:
    return {
        "update_id": next(ids),
        "message": {
            "message_id": next(ids),
            "date": 1,
            "chat": {"id": ADMINISTRATOR, "type": "private"},
            "from": {"id": ADMINISTRATOR, "is_bot": False, "first_name": "A", "language_code": "en"},
            "text": "/summary quarter",
            "entities": [{"type": "bot_command", "offset": 0, "length": 8}],
        },
    }


if __name__ == "__main__":
    asyncio.run(main())
