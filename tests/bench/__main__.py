"""Measures and prints: taps a second, start, memory. Medians of RUNS runs, the two bots in turns."""

import asyncio
import os
import socket
import tempfile
import time
from pathlib import Path
from statistics import median

import psutil
from sqlalchemy import Connection

from bot.sandbox.demo import fill
from storage import people
from storage.clock import system_clock
from storage.database import Database
from surveys.answering import Answering
from surveys.versions import Versions
from tests.bench.load import Measured, fire, tap
from tests.bench.processes import BARE, LOAD_CORE, OURS, SECRET, listening, started
from tests.bench.stub import Stub, answering

RUNS = 5
TAPS = 3000
FIRST_PERSON = 500_000
POINT = "north-certificates"
MEGABYTE = 2**20


async def main() -> None:
    """Run everything."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {LOAD_CORE})
    bare: list[Measured] = []
    ours: list[Measured] = []
    starts: dict[tuple[str, ...], list[float]] = {BARE: [], OURS: []}
    memories: dict[tuple[str, ...], list[float]] = {BARE: [], OURS: []}
    for run in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            bare.append(await taps(BARE, Path(folder)))
            ours.append(await taps(OURS, Path(folder)))
            for each in (BARE, OURS):
                seconds, megabytes = await start(each, Path(folder))
                starts[each].append(seconds)
                memories[each].append(megabytes)
        print(f"run {run + 1}: bare {bare[-1].rate:.0f}/s, ours {ours[-1].rate:.0f}/s", flush=True)
    report(bare, ours)
    first, second = median(starts[BARE]), median(starts[OURS])
    print(f"start to first poll: bare {first:.2f} s, ours {second:.2f} s, ratio {second / first:.2f}")
    first, second = median(memories[BARE]), median(memories[OURS])
    print(f"memory of the idle process: bare {first:.0f} MB, ours {second:.0f} MB, {second - first:+.0f} MB")


def report(bare: list[Measured], ours: list[Measured]) -> None:
    """The table of the taps."""
    for name, runs in (("bare aiogram, nothing stored", bare), ("otklik, stored durably", ours)):
        rate, p50, p99 = (median(getattr(run, field) for run in runs) for field in ("rate", "p50", "p99"))
        print(f"{name:30} {rate:6.0f} taps/s   p50 {p50:5.1f} ms   p99 {p99:5.1f} ms")
    print(f"ratio {median(run.rate for run in ours) / median(run.rate for run in bare):.2f}")


async def taps(bot: tuple[str, ...], folder: Path) -> Measured:
    """Taps through the webhook; ours each give a first answer of another response."""
    stub, port = Stub(), free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    database_url = f"sqlite+aiosqlite:///{folder / 'bench.db'}"
    data = await prepared(database_url) if bot == OURS else [(FIRST_PERSON, "a:1:0:yes")] * TAPS
    async with answering(stub) as api:
        settings = {
            "BOT_API_URL": api,
            "DATABASE_URL": database_url,
            "PORT": str(port),
            "WEBHOOK_URL": url,
            "WEBHOOK_SECRET": SECRET,
        }
        async with started((*bot, "serve") if bot == BARE else bot, folder, settings):
            await listening(port)
            return await fire(url, [tap(person, value) for person, value in data], stub)


async def start(bot: tuple[str, ...], folder: Path) -> tuple[float, float]:
    """Seconds from exec to the first poll, and the memory then, in MB."""
    stub = Stub()
    async with answering(stub) as api:
        settings = {"BOT_API_URL": api, "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bench.db'}", "PORT": "0"}
        began = time.perf_counter()
        async with started((*bot, "poll") if bot == BARE else bot, folder, settings) as process:
            await stub.polled.wait()
            seconds = time.perf_counter() - began
            await asyncio.sleep(1)
            return seconds, psutil.Process(process.pid).memory_info().rss / MEGABYTE


async def prepared(database_url: str) -> list[tuple[int, str]]:
    """A database with an open response for every tap, and the buttons of their first questions."""
    await asyncio.to_thread(fill, database_url, system_clock(), FIRST_PERSON - 1)
    database = Database(database_url)
    found = await database.run(_open_responses)
    await database.dispose()
    return found


def _open_responses(connection: Connection) -> list[tuple[int, str]]:
    answering = Answering(Versions())
    buttons = []
    for person_id in range(FIRST_PERSON, FIRST_PERSON + TAPS):
        person = people.meet(connection, person_id, "en")
        step = answering.begin(connection, person, POINT, system_clock())
        buttons.append((person_id, f"a:{step.response_id}:0:yes"))
    return buttons


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    asyncio.run(main())
