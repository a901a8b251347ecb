"""SIGTERM ends the program within five seconds, whatever it is about; what it did not say stays to be said."""

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from bot.duties.housekeeping import UPDATE_SET_ASIDE
from bot.sandbox.client import Telegram
from bot.sandbox.faults import Fault
from storage import outbox, people
from storage.clock import system_clock
from storage.database import Database
from tests.acceptance.processes import Process, running

PATIENCE_SECONDS = 20.0
LIMIT_SECONDS = 5.0


@pytest.mark.parametrize(("recipients", "messages_to_each"), [(300, 1), (1, 60)])
async def test_while_much_waits_to_be_sent(
    tmp_path: Path, polling: dict[str, str], telegram: Telegram, recipients: int, messages_to_each: int
) -> None:
    await fill_outbox(polling, telegram, recipients, messages_to_each)
    async with running(tmp_path, polling) as process:
        await until_sent(telegram, 2)
        await ends_in_time(process)
    states = states_of(polling)
    assert set(states) == {"sent", "pending"}
    assert states["sent"] == len(texts_sent(telegram))


async def test_while_telegram_asks_for_a_long_pause(
    tmp_path: Path, polling: dict[str, str], telegram: Telegram
) -> None:
    await fill_outbox(polling, telegram, 100)
    telegram.faults.add(Fault("429", method="sendMessage", retry_after=60))
    async with running(tmp_path, polling) as process:
        await until_sent(telegram, 1)
        await ends_in_time(process)
    assert set(states_of(polling)) == {"sent", "pending"}


async def test_while_a_message_gets_no_answer(tmp_path: Path, polling: dict[str, str], telegram: Telegram) -> None:
    await fill_outbox(polling, telegram, 40)
    telegram.faults.add(Fault("hang", method="sendMessage"))
    async with running(tmp_path, polling) as process:
        await until_sent(telegram, 10)
        await ends_in_time(process)
    assert states_of(polling)["sending"] == 1


async def test_while_another_program_holds_the_database(
    tmp_path: Path, polling: dict[str, str], telegram: Telegram
) -> None:
    tom = telegram.person("Tom", language="en")
    async with running(tmp_path, {**polling, "HEARTBEAT_SECONDS": "0.1"}) as process:
        await tom.send("/help")
        await tom.sees("/rate", patience=PATIENCE_SECONDS)
        with closing(sqlite3.connect(file_of(polling), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await tom.send("/help")
            await ends_in_time(process)


async def test_while_telegram_leaves_the_first_call_unanswered(tmp_path: Path, polling: dict[str, str]) -> None:
    called = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.set()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with running(tmp_path, {**polling, "BOT_API_URL": f"http://127.0.0.1:{port}"}) as process:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await called.wait()
            await ends_in_time(process)


async def ends_in_time(process: Process) -> None:
    began = time.monotonic()
    process.terminate()
    ended = await process.end(60)
    assert (ended.code, time.monotonic() - began < LIMIT_SECONDS) == (0, True)
    assert "Traceback" not in ended.output


async def fill_outbox(settings: Mapping[str, str], telegram: Telegram, recipients: int, messages: int = 1) -> None:
    """So many messages to each of so many people, due now."""
    database = Database(settings["DATABASE_URL"])
    async with database.batch() as unit:
        for number in range(recipients):
            someone = telegram.person(f"Citizen {number}", language="en")
            someone.person.has_started = True
            person = await unit.run(people.meet, someone.id, "en")
            for each in range(messages):
                key = f"{person.id}:{each}"
                await unit.run(outbox.put, person.id, UPDATE_SET_ASIDE, {"count": 1}, key, system_clock())
    await database.dispose()


async def until_sent(telegram: Telegram, count: int) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(texts_sent(telegram)) < count:
            await telegram.world.change()


def texts_sent(telegram: Telegram) -> list[str]:
    return [call.method for call in telegram.calls if call.method == "sendMessage" and call.error is None]


def states_of(settings: Mapping[str, str]) -> Counter[str]:
    with closing(sqlite3.connect(file_of(settings))) as database:
        return Counter(state for (state,) in database.execute("SELECT state FROM outbox"))


def file_of(settings: Mapping[str, str]) -> str:
    return settings["DATABASE_URL"].partition("///")[2]
