"""A system of the organisation that reports service events, as tests play it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from aiohttp import ClientSession

from bot.composition import Program
from bot.events.api import EventsApi
from bot.events.openapi import EVENTS_PATH
from bot.events.signing import KEY_HEADER, SIGNATURE_HEADER, SOURCE_HEADER, TIMESTAMP_HEADER, signature
from bot.serving import Doors, serving
from tests.conversations.clock import MovableClock

KEY = b"0123456789abcdef0123456789abcdef"
POINT = "north-queue"
SERVED = {"touchpoint": POINT, "outcome": "served"}


def keys_of(source: str) -> list[bytes]:
    return [KEY] if source == "queue" else []


@dataclass
class Source:
    """Reports events to a bot's door."""

    address: str
    clock: MovableClock

    async def report(self, key: str, event: Any, **headers: str) -> tuple[int, dict[str, Any]]:
        """Post an event, signed as it should be where `headers` say nothing else; status and answer."""
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        timestamp = headers.pop("timestamp", str(int(self.clock().timestamp())))
        signed = {
            SOURCE_HEADER: headers.pop("source", "queue"),
            TIMESTAMP_HEADER: timestamp,
            KEY_HEADER: key,
            SIGNATURE_HEADER: headers.pop("signature", signature(KEY, timestamp, key, body)),
        }
        async with (
            ClientSession() as session,
            session.post(f"{self.address}{EVENTS_PATH}", data=BytesIO(body), headers=signed) as response,
        ):
            return response.status, await response.json()


@asynccontextmanager
async def source_at(bot: Program, clock: MovableClock, port: int) -> AsyncIterator[Source]:
    """A source that knows the key, and the bot's door open for it."""
    api = EventsApi(bot.ground.database, keys_of, "otklik_bot", clock, bot.metrics.count_event)
    async with serving(Doors(bot.metrics, bot.ground.database, events=api), "127.0.0.1", port):
        yield Source(f"http://127.0.0.1:{port}", clock)
