"""`python -m tests.bench.events`: 10,000 events on one core while citizens answer; how long the taps took meanwhile."""

import asyncio
import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from aiohttp import ClientSession, TCPConnector

from bot.events.openapi import EVENTS_PATH
from bot.events.signing import KEY_HEADER, SIGNATURE_HEADER, SOURCE_HEADER, TIMESTAMP_HEADER, signature
from tests.bench.__main__ import FIRST_PERSON, TAPS, free_port, prepared
from tests.bench.load import fire, tap
from tests.bench.processes import LOAD_CORE, OURS, SECRET, listening, started
from tests.bench.stub import Stub, answering

EVENTS = 10_000
# What a source with a small pool keeps open.
CONNECTIONS = 16
KEY = "0123456789abcdef0123456789abcdef"
POINTS = ("north-queue", "hotline", "booking-site", "south-documents")


async def main() -> None:
    """Taps alone, then events with taps beside them."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {LOAD_CORE})
    stub, port = Stub(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        taps = [tap(person, data) for person, data in await prepared(database_url)]
        url = f"http://127.0.0.1:{port}"
        async with answering(stub) as api:
            settings = {
                "BOT_API_URL": api,
                "DATABASE_URL": database_url,
                "PORT": str(port),
                "WEBHOOK_URL": f"{url}/telegram",
                "WEBHOOK_SECRET": SECRET,
                "EVENT_KEYS": f"queue:{KEY}",
            }
            async with started(OURS, Path(folder), settings):
                await listening(port)
                half = len(taps) // 2
                alone = await fire(f"{url}/telegram", taps[:half], stub)
                print(f"taps alone:      {alone.rate:6.0f}/s  p50 {alone.p50:5.1f} ms  p99 {alone.p99:5.1f} ms")
                seconds, times, beside = await together(url, taps[half:], stub)
    cuts = quantiles(times, n=100)
    print(f"events:          {EVENTS} in {seconds:.1f} s, {EVENTS / seconds:.0f}/s")
    print(f"                 p50 {cuts[49] * 1000:5.1f} ms  p99 {cuts[98] * 1000:5.1f} ms")
    taken = quantiles(beside, n=100)
    print(f"taps beside:     {len(beside)} taps  p50 {taken[49] * 1000:5.1f} ms  p99 {taken[98] * 1000:5.1f} ms")


async def together(url: str, taps: Sequence[dict[str, object]], stub: Stub) -> tuple[float, list[float], list[float]]:
    """Seconds that the events took, each event's time, and each tap's: some twenty taps a second, as a busy day has."""
    began, done = time.perf_counter(), asyncio.Event()
    tapping = asyncio.create_task(steadily(url, taps, done))
    times = await report(url)
    seconds = time.perf_counter() - began
    done.set()
    return seconds, times, await tapping


async def report(url: str) -> list[float]:
    """Post every event; how long each took."""
    waiting, times = iter(range(EVENTS)), []

    async def one(session: ClientSession) -> None:
        for number in waiting:
            event = {"touchpoint": POINTS[number % len(POINTS)], "outcome": "served"}
            # Half of the people have started the bot and are to be asked, half get a link.
            known = {"telegram_id": FIRST_PERSON + number % TAPS} if number % 2 else {}
            body = json.dumps({**event, **known}).encode()
            key, timestamp = f"visit-{number}", str(int(time.time()))
            headers = {
                SOURCE_HEADER: "queue",
                TIMESTAMP_HEADER: timestamp,
                KEY_HEADER: key,
                SIGNATURE_HEADER: signature(KEY.encode(), timestamp, key, body),
            }
            began = time.perf_counter()
            async with session.post(f"{url}{EVENTS_PATH}", data=body, headers=headers) as response:
                if response.status != 202:
                    raise RuntimeError(f"the bot answered {response.status}: {await response.text()}")
                await response.read()
            times.append(time.perf_counter() - began)

    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as session:
        await asyncio.gather(*(one(session) for _ in range(CONNECTIONS)))
    return times


async def steadily(url: str, taps: Sequence[dict[str, object]], done: asyncio.Event) -> list[float]:
    """A tap every 50 ms until the events are done."""
    times: list[float] = []
    async with ClientSession() as session:
        for update in taps:
            if done.is_set():
                break
            began = time.perf_counter()
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            async with session.post(f"{url}/telegram", json=update, headers=headers) as response:
                await response.read()
            times.append(time.perf_counter() - began)
            await asyncio.sleep(0.05)
    return times


if __name__ == "__main__":
    asyncio.run(main())
