"""kill -9 at random moments while people answer and every update is delivered again: nothing is lost or doubled."""

import asyncio
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, select

from bot.sandbox.client import NotSeen, Someone, Telegram
from storage.database import Database
from storage.tables import answers, responses
from tests.acceptance.killing import Killer

SEED = 1
RESPONSES = 200
KILLS = 50
AT_ONCE = 4
# A person whose screen does not change for so long taps again.
PATIENCE = 1.5
LINK = "/start p_north-certificates"


@pytest.mark.timeout(300)
async def test_the_database_equals_what_was_tapped(
    tmp_path: Path, settings: dict[str, str], telegram: Telegram
) -> None:
    killed = asyncio.Event()
    async with Killer(tmp_path, settings, telegram.world, Random(SEED)) as killer:
        answering = asyncio.create_task(everybody_answers(telegram, killed))
        for _ in range(KILLS):
            await killer.kill_and_restart()
        killed.set()
        expected = await answering
        await telegram.settled(patience=30)
    database = Database(settings["DATABASE_URL"])
    stored = await database.read(complete_answers)
    await database.dispose()
    assert len(expected) >= RESPONSES
    assert sorted(stored) == sorted(expected)


async def everybody_answers(telegram: Telegram, killed: asyncio.Event) -> list[tuple[str, int]]:
    """A few at once, one after the other, until all kills are over and enough have answered."""
    random = Random(SEED)
    expected: list[tuple[str, int]] = []

    async def some() -> None:
        while len(expected) < RESPONSES or not killed.is_set():
            person = telegram.person(f"Citizen {len(expected)}", language="en")
            resolved, effort = random.choice(("Yes", "Partly", "No")), random.randint(1, 7)
            expected.append((resolved.lower(), effort))
            await persistently(telegram, person, resolved, str(effort))

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    return expected


async def persistently(telegram: Telegram, person: Someone, resolved: str, effort: str) -> None:
    """Answer as people do whose bot sometimes says nothing: tap again. Each update is delivered twice."""
    while not is_done(person):
        shown = len(person.messages), person.last.text if person.messages else ""
        telegram.replay(await act(person, resolved, effort))
        try:
            await person.sees_change(shown, PATIENCE)
        except NotSeen:
            continue


async def act(person: Someone, resolved: str, effort: str) -> int:
    labels = {"1 of 5": resolved, "2 of 5": effort, "3 of 5": "Finish"}
    text = person.last.text if person.messages else ""
    label = next((label for sign, label in labels.items() if sign in text), None)
    return await (person.tap(label) if label else person.send(LINK))


def is_done(person: Someone) -> bool:
    thanked = any("already erased" in message.text for message in person.messages)
    # The thanks may be lost with a kill; then the next tap tells that the answer is finished.
    return thanked or any("out of date" in toast.text for toast in person.person.toasts)


def complete_answers(connection: Connection) -> list[tuple[str, int]]:
    found: dict[int, dict[str, object]] = {}
    query = select(answers).join(responses).where(responses.c.state == "complete", answers.c.state == "answered")
    for row in connection.execute(query):
        found.setdefault(row.response_id, {})[row.question] = row.number or row.options[0]
    return [(str(each["resolved"]), int(str(each["effort"]))) for each in found.values()]
