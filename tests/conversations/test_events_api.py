"""The door for other systems: who may report, what is taken, and what is answered to everything else."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import Connection, Table, func, select

from bot.composition import Program
from bot.events.openapi import EVENTS_PATH, OPENAPI_PATH, openapi
from bot.events.signing import signature
from bot.intake.webhook import LARGEST_BODY
from bot.sandbox.client import Telegram
from storage.tables import events, invitations, outbox
from tests.conversations.clock import MovableClock
from tests.conversations.sources import KEY, POINT, SERVED, Source


async def test_an_event_of_somebody_unknown_gets_a_link_and_a_replay_gets_the_same(
    queue: Source, bot: Program, clock: MovableClock
) -> None:
    status, answer = await queue.report("visit-1", SERVED)
    assert (status, answer["status"]) == (202, "link")
    assert answer["link"].startswith("https://t.me/otklik_bot?start=i_")
    clock.move(hours=1)
    assert await queue.report("visit-1", SERVED) == (status, answer)
    assert await counted(bot, events, invitations) == [1, 1]


async def test_an_event_of_somebody_known_is_scheduled_and_no_id_is_kept(
    queue: Source, telegram: Telegram, bot: Program
) -> None:
    anna = telegram.person("Анна")
    await anna.send("/help")
    await anna.sees("/rate")
    assert await queue.report("visit-1", {**SERVED, "telegram_id": anna.id}) == (202, {"status": "scheduled"})
    kept = await bot.ground.database.read(everything, events)
    assert "visit-1" not in kept
    assert str(anna.id) not in kept


async def test_the_same_event_twenty_times_at_once_is_taken_once(queue: Source, bot: Program) -> None:
    answers = await asyncio.gather(*(queue.report("visit-1", SERVED) for _ in range(20)))
    assert len({answer["link"] for _, answer in answers}) == 1
    assert await counted(bot, events, invitations) == [1, 1]


async def test_a_key_used_for_another_event_is_refused(queue: Source, bot: Program) -> None:
    await queue.report("visit-1", SERVED)
    status, answer = await queue.report("visit-1", {**SERVED, "outcome": "refused"})
    assert (status, answer["error"]) == (409, "key_reused")
    assert await counted(bot, invitations) == [1]


@pytest.mark.parametrize(
    "headers",
    [
        {"signature": "sha256=" + "0" * 64},
        {"signature": ""},
        {"signature": "sha256=юю"},
        {"source": "another"},
        {"source": ""},
        {"signature": signature(KEY, "0", "visit-1", b"another body")},
    ],
)
async def test_a_forged_signature_is_refused_without_a_hint(
    queue: Source, bot: Program, headers: dict[str, str]
) -> None:
    status, answer = await queue.report("visit-1", SERVED, **headers)
    assert (status, answer["error"]) == (401, "signature_invalid")
    assert await counted(bot, events) == [0]


async def test_a_captured_request_can_not_be_sent_under_another_key(queue: Source, clock: MovableClock) -> None:
    body = b'{"touchpoint": "north-queue", "outcome": "served"}'
    captured = signature(KEY, str(int(clock().timestamp())), "visit-1", body)
    status, _ = await queue.report("visit-2", body, signature=captured)
    assert status == 401


@pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (-299, 202), (299, 202), (301, 401)])
async def test_clocks_may_differ_by_five_minutes(queue: Source, clock: MovableClock, seconds: int, status: int) -> None:
    found, answer = await queue.report("visit-1", SERVED, timestamp=str(int(clock().timestamp()) + seconds))
    assert found == status
    assert answer.get("error") in (None, "timestamp_off")


@pytest.mark.parametrize("timestamp", ["", "soon", "-1", "٣", "9" * 13])
async def test_a_timestamp_that_is_none(queue: Source, timestamp: str) -> None:
    status, answer = await queue.report("visit-1", SERVED, timestamp=timestamp)
    assert (status, answer["error"]) == (400, "timestamp_missing")


@pytest.mark.parametrize("key", ["", "with space", "x" * 129])
async def test_an_idempotency_key_that_is_none(queue: Source, key: str) -> None:
    status, answer = await queue.report(key, SERVED)
    assert (status, answer["error"]) == (400, "key_missing")


@pytest.mark.parametrize(
    ("event", "status", "error"),
    [
        (b"", 400, "not_json"),
        (b"\xff", 400, "not_json"),
        (b'{"touchpoint": ', 400, "not_json"),
        ([], 422, "invalid_event"),
        ({}, 422, "invalid_event"),
        ({"touchpoint": POINT}, 422, "invalid_event"),
        ({**SERVED, "outcome": "eaten"}, 422, "invalid_event"),
        ({**SERVED, "name": "Anna"}, 422, "invalid_event"),
        ({**SERVED, "telegram_id": "12"}, 422, "invalid_event"),
        ({**SERVED, "telegram_id": 2**60}, 422, "invalid_event"),
        ({**SERVED, "timezone": "Mars/North"}, 422, "invalid_event"),
        ({**SERVED, "happened_at": "2026-11-24T10:00"}, 422, "invalid_event"),
        ({**SERVED, "happened_at": "0001-01-01T00:00:00+03:00"}, 422, "invalid_event"),
        ({**SERVED, "happened_at": "2026-11-25T10:00Z"}, 422, "in_the_future"),
        ({**SERVED, "touchpoint": "no-such"}, 422, "unknown_touchpoint"),
        (b" " * (LARGEST_BODY + 1), 413, "too_large"),
    ],
)
async def test_what_is_wrong_is_said_in_json_and_nothing_is_kept(
    queue: Source, bot: Program, event: Any, status: int, error: str
) -> None:
    found, answer = await queue.report("visit-1", event)
    assert (found, answer["error"]) == (status, error)
    assert answer["message"]
    assert str(found) in openapi()["paths"][EVENTS_PATH]["post"]["responses"]
    assert await counted(bot, events, invitations, outbox) == [0, 0, 0]


async def test_problems_name_the_field_and_never_the_value(queue: Source) -> None:
    _, answer = await queue.report("visit-1", {**SERVED, "telegram_id": 987654321987654321})
    assert [each["field"] for each in answer["problems"]] == ["telegram_id"]
    assert "987654321987654321" not in str(answer)


async def test_an_event_of_last_week_is_taken_and_nobody_is_asked(queue: Source) -> None:
    event = {**SERVED, "happened_at": "2026-11-17T09:00:00+03:00"}
    assert await queue.report("visit-1", event) == (202, {"status": "not_asked", "reason": "too_late"})


async def test_the_description_is_served_and_names_the_fields(queue: Source) -> None:
    async with ClientSession() as session, session.get(f"{queue.address}{OPENAPI_PATH}") as response:
        described = await response.json()
    schema = described["components"]["schemas"]["Event"]
    assert set(schema["properties"]) == {"touchpoint", "outcome", "happened_at", "telegram_id", "timezone"}
    assert schema["required"] == ["touchpoint", "outcome"]
    assert schema["additionalProperties"] is False


async def counted(bot: Program, *tables: Table) -> list[int]:
    def count(connection: Connection) -> list[int]:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]

    return await bot.ground.database.read(count)


def everything(connection: Connection, table: Table) -> str:
    return str([tuple(row) for row in connection.execute(select(table))])
