"""Taps through the webhook: as many connections as Telegram opens, each waiting for its answer."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from statistics import quantiles
from typing import Any

from aiohttp import ClientSession, TCPConnector

from bot.intake.webhook import SECRET_HEADER
from tests.bench.processes import SECRET
from tests.bench.stub import Stub

# Telegram's max_connections at the most.
CONNECTIONS = 100
ids = count(1)


@dataclass(frozen=True)
class Measured:
    """Taps a second, and how long one took from update in to HTTP 200, in milliseconds."""

    rate: float
    p50: float
    p99: float


def tap(person: int, data: str) -> dict[str, Any]:
    """An update: a person taps a button."""
    return {
        "update_id": next(ids),
        "callback_query": {
            "id": str(next(ids)),
            "from": {"id": person, "is_bot": False, "first_name": "Citizen", "language_code": "en"},
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": 7,
                "date": 1,
                "chat": {"id": person, "type": "private"},
                "from": {"id": 1000001, "is_bot": True, "first_name": "Bot"},
                "text": "How far do you agree?",
            },
        },
    }


async def fire(url: str, updates: Sequence[Mapping[str, Any]], stub: Stub) -> Measured:
    """Post the updates and wait until every edit has arrived at the stub."""
    waiting, times, in_response = iter(updates), [], 0
    edits = stub.edits
    headers = {SECRET_HEADER: SECRET}

    async def one(session: ClientSession) -> None:
        nonlocal in_response
        for update in waiting:
            began = time.perf_counter()
            async with session.post(url, json=update, headers=headers) as response:
                body = await response.read()
            if response.status != 200:
                raise RuntimeError(f"the bot answered {response.status}")
            in_response += b"answerCallbackQuery" in body
            times.append(time.perf_counter() - began)

    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as session:
        answers = stub.answers
        began = time.perf_counter()
        await asyncio.gather(*(one(session) for _ in range(CONNECTIONS)))
        await stub.has_had(edits=edits + len(updates), answers=answers + len(updates) - in_response)
        seconds = time.perf_counter() - began
    cuts = quantiles(times, n=100)
    return Measured(len(updates) / seconds, cuts[49] * 1000, cuts[98] * 1000)
