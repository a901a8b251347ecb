"""A canary goes through every flow of a citizen; each table, others' screens, metrics and the log are searched for it.

What the files of the database and the output of the process hold is looked at in tests/acceptance/test_canary.py.
"""

import io
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import Connection, select

from bot import logs
from bot.composition import Program
from bot.sandbox.chats import Person
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.world import World
from storage.tables import metadata
from tests.conversations.clock import MovableClock
from tests.conversations.complaining import ask_for_an_answer, open_case

ID, NAME, PHONE, WORDS = 7_313_400_777, "Kanareika", "9161234567", "the canary sings"
SIGNS = (str(ID), NAME, PHONE)


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that is logged, down to DEBUG, as the program writes it."""
    written = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", written)
        logs.configure("DEBUG", "json")
        yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_the_canary_is_found_where_it_may_be_and_nowhere_else(
    logged: io.StringIO, telegram: Telegram, world: World, bot: Program, clock: MovableClock
) -> None:
    olga = telegram.person("Ольга", language="en")
    world.people[ID] = Person(ID, NAME, "en")
    canary = Someone(world, world.people[ID])
    await sing(canary, olga, bot)
    tables = await bot.ground.database.read(content)
    found = {name for name, rows in tables.items() if str(ID) in rows}
    # Between two updates the id is where the bot must know whom to write to, and nowhere else.
    assert found == {"people"}
    assert not any(sign in rows for rows in tables.values() for sign in (NAME, PHONE))
    # What was written for others to read stays, without anything that leads to the person.
    assert {name for name, rows in tables.items() if WORDS in rows} == {"answers", "case_messages"}
    assert not any(sign in message.text for message in olga.messages for sign in SIGNS)
    await canary.send("/forget")
    await canary.tap("Erase")
    await canary.sees("is erased")
    clock.move(days=1)
    await bot.heartbeat.beat()
    tables = await bot.ground.database.read(content)
    assert not any(sign in rows for rows in tables.values() for sign in SIGNS)
    telegram.world.updates.add("message", {"message_id": "poison", "chat": {"id": ID}, "text": WORDS})
    await telegram.settled()
    assert '"update_set_aside"' in logged.getvalue()
    for output in (logged.getvalue(), bot.metrics.render().decode()):
        assert not any(sign in output for sign in (*SIGNS, WORDS))


async def sing(canary: Someone, olga: Someone, bot: Program) -> None:
    """Everything a citizen may do, and what a coordinator does with it."""
    await ask_for_an_answer(canary, comment=f"{WORDS}, call +7{PHONE}")
    await open_case(olga)
    await olga.sees(WORDS)
    await olga.tap("Answer")
    await olga.sees("Write the answer")
    await olga.send("We are sorry")
    await olga.tap("Send")
    await olga.sees("Answer: We are sorry")
    await bot.heartbeat.beat()
    await canary.sees("We are sorry")
    await canary.tap("Write more")
    await canary.sees("Write it in one message")
    await canary.send(f"{WORDS} again, 8 ({PHONE[:3]}) {PHONE[3:6]}-{PHONE[6:8]}-{PHONE[8:]}")
    await canary.sees("Passed on")
    await canary.send(f"{WORDS} to nobody")
    await canary.sees("Nothing found")
    await canary.attach("voice")
    await canary.sees("has not been stored")
    for command in ("/start", "/help", "/language", "/privacy", "/mydata", "/rate"):
        seen = len(canary.messages)
        await canary.send(command)
        await canary.sees_messages(seen + 1)
    await open_case(olga)
    await olga.sees("again, [phone hidden]")
    await olga.tap("Close the case")
    await olga.sees("no open cases")
    await bot.heartbeat.beat()
    await canary.sees("The link to you is erased")
    await olga.send("/audit")
    await olga.sees("Acts of office")


def content(connection: Connection) -> dict[str, str]:
    """Every row of every table as text, by table."""
    return {
        name: "\n".join(str(row) for row in connection.execute(select(table)))
        for name, table in metadata.tables.items()
    }
