"""Calls a second that the sandbox answers on one core: python -m tests.bench.sandbox

The server is a process of its own, pinned to a core; calls come from another core over kept connections. Beside the
rate by the clock stands the rate by the server's own CPU time, which other work on the machine does not disturb.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import median

import psutil

from bot.sandbox.acts import writing
from bot.sandbox.serving import serving
from bot.sandbox.world import FIRST_PERSON, World
from tests.bench.processes import LOAD_CORE, ROOT, SERVER_CORE

RUNS = 5
CALLS = 6000
WARM_UP = 300
CONNECTIONS = 32
PEOPLE = 50
KEYBOARD = {"inline_keyboard": [[{"text": str(number), "callback_data": f"a:1:1:{number}"} for number in range(1, 8)]]}
TEXT = "<b>Certificates · North branch</b>\n\nHow far do you agree: it was easy to get what I came for? {}"


@dataclass(frozen=True)
class Rate:
    """Calls a second, by the clock and by the server's CPU time."""

    wall: float
    cpu: float


async def serve() -> None:
    """The sandbox with people who have written; its address goes to stdout."""
    world = World()
    for number in range(PEOPLE):
        writing.write(world, world.add_person(f"Citizen {number}", "en"), "/start")
    async with serving(world) as base:
        sys.stdout.write(f"{base}\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().create_future()


async def main() -> None:
    """Measure and print."""
    os.sched_setaffinity(0, {LOAD_CORE})
    command = ("taskset", "-c", str(SERVER_CORE), sys.executable, "-m", "tests.bench.sandbox", "serve")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    if process.stdout is None:
        raise RuntimeError("asked for a pipe, got none")
    try:
        port = int((await process.stdout.readline()).decode().rpartition(":")[2])
        server = psutil.Process(process.pid)
        for name, requests in calls(port).items():
            await fire(port, requests, WARM_UP)
            rates = [await measured(port, requests, server) for _ in range(RUNS)]
            wall, cpu = median(each.wall for each in rates), median(each.cpu for each in rates)
            print(f"{name:36} {wall:6.0f} calls/s   {cpu:6.0f} calls a CPU second", flush=True)
    finally:
        process.kill()
        await process.wait()


def calls(port: int) -> dict[str, Sequence[bytes]]:
    """What is measured: the calls of a tap, and each of them alone. An edit changes the text every time."""
    people = range(FIRST_PERSON, FIRST_PERSON + PEOPLE)
    send = [
        _request(port, "sendMessage", chat_id=each, text=TEXT, parse_mode="HTML", reply_markup=KEYBOARD)
        for each in people
    ]
    action = [_request(port, "sendChatAction", chat_id=each, action="typing") for each in people]
    # The first messages of the warm-up; their ids follow those of the people's own.
    edit = [
        _request(
            port,
            "editMessageText",
            chat_id=FIRST_PERSON,
            message_id=PEOPLE + 1,
            text=TEXT.format(number),
            parse_mode="HTML",
            reply_markup=KEYBOARD,
        )
        for number in range(97)
    ]
    return {
        "sendMessage with 7 buttons": send,
        "editMessageText with 7 buttons": edit,
        "sendChatAction": action,
        "all three in turns": [each for three in zip(send, edit, action, strict=False) for each in three],
    }


async def measured(port: int, requests: Sequence[bytes], server: psutil.Process) -> Rate:
    """One run."""
    before, began = server.cpu_times(), time.perf_counter()
    await fire(port, requests, CALLS)
    seconds, after = time.perf_counter() - began, server.cpu_times()
    cpu = after.user + after.system - before.user - before.system
    return Rate(CALLS / seconds, CALLS / cpu)


async def fire(port: int, requests: Sequence[bytes], count: int) -> None:
    """So many calls over kept connections, each waiting for its answer."""
    waiting = iter([request for request, _ in zip(cycle(requests), range(count), strict=False)])

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in waiting:
            writer.write(request)
            await _answered(reader)
        writer.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))


async def _answered(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    body = await reader.readexactly(length)
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(body.decode())


def _request(port: int, method: str, **parameters: object) -> bytes:
    body = json.dumps(parameters, ensure_ascii=False).encode()
    lines = (
        f"POST /bot{World().token}/{method} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join((*lines, "", "")).encode() + body


if __name__ == "__main__":
    asyncio.run(serve() if sys.argv[1:] == ["serve"] else main())
