"""The beat: every duty, whatever becomes of the others, until the program ends."""

import asyncio
import logging

import pytest

from bot.heartbeat import Heartbeat
from storage.errors import DatabaseUnusable


async def test_a_duty_that_fails_is_told_with_its_line_and_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[str] = []

    async def stores() -> None:
        raise DatabaseUnusable("otklik.db", "the disk is full: free some space")

    async def errs() -> None:
        raise LookupError("a secret")

    async def works() -> None:
        done.append("works")

    await Heartbeat([stores, errs, works], 60).beat()
    output = "".join(capsys.readouterr())
    assert done == ["works"]
    assert "the disk is full: free some space" in output
    assert "LookupError" in output
    assert "a secret" not in output


async def test_a_beat_that_is_due_while_another_lasts_is_left_out_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "apscheduler")
    entered, leave = asyncio.Event(), asyncio.Event()
    beats = 0

    async def lasts() -> None:
        nonlocal beats
        beats += 1
        entered.set()
        await leave.wait()

    heartbeat = Heartbeat([lasts], 0.001)
    heartbeat.start()
    await entered.wait()
    async with asyncio.timeout(5):
        while sum("executed successfully" in each.message for each in caplog.records) < 3:
            assert [each.message for each in caplog.records if each.levelno >= logging.WARNING] == []
            await asyncio.sleep(0)
    assert beats == 1
    leave.set()
    await heartbeat.stop()


async def test_when_told_to_stop_it_leaves_the_duties_that_follow() -> None:
    done: list[str] = []
    entered, leave = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        entered.set()
        await leave.wait()
        done.append("first")

    async def second() -> None:
        done.append("second")

    heartbeat = Heartbeat([first, second], 60)
    heartbeat.start()
    await entered.wait()
    stopping = asyncio.create_task(heartbeat.stop())
    await asyncio.sleep(0)
    leave.set()
    await stopping
    assert done == ["first"]


async def test_a_duty_that_does_not_end_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.heartbeat.LAST_DUTY_SECONDS", 0.01)
    entered, broken_off = asyncio.Event(), asyncio.Event()

    async def hangs() -> None:
        entered.set()
        try:
            await asyncio.Event().wait()
        finally:
            broken_off.set()

    heartbeat = Heartbeat([hangs], 60)
    heartbeat.start()
    await entered.wait()
    await heartbeat.stop()
    async with asyncio.timeout(5):
        await broken_off.wait()
