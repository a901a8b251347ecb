"""A canary: an id, a name and words that are searched for where they must never be found."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.sandbox.client import Someone, Telegram
from bot.sandbox.world import Person, World
from tests.acceptance.answering import answer_everything
from tests.acceptance.processes import running

ID, NAME, WORDS = 7313_400_777, "Kanareika", "the canary sings"
# Tables in which nothing may lead to a person once a response is complete.
ANONYMOUS = ("responses", "answers", "day_keys")


async def test_the_canary_is_found_nowhere(
    tmp_path: Path, settings: dict[str, str], telegram: Telegram, world: World
) -> None:
    world.people[ID] = Person(ID, NAME, "en")
    canary = Someone(world, world.people[ID])
    database = settings["DATABASE_URL"].partition("///")[2]
    async with running(tmp_path, {**settings, "LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json"}) as process:
        await answer_everything(canary, comment=WORDS)
        assert not any(str(ID) in content(database, table) for table in ANONYMOUS)
        # What is stored about the person is shown to them, and only a poisoned update is kept as it came.
        telegram.world.updates.add("message", {"chat": {"id": ID}, "from": {"first_name": NAME}, "text": WORDS})
        await canary.send("/mydata")
        await canary.sees(str(ID))
        assert str(ID) in content(database, "people")
        assert WORDS in content(database, "set_aside_updates")
        await canary.send("/forget")
        await canary.tap("Erase")
        await canary.sees("is erased")
        await telegram.settled()
        process.terminate()
        ended = await process.end()
    everything = content(database)
    assert '"update_set_aside"' in ended.output
    for place in (ended.output, everything.replace(WORDS, "", 1)):
        assert not any(sign in place for sign in (str(ID), NAME, WORDS))
    # The comment stays, as the person was told, without anything that leads to them.
    assert WORDS in everything


def content(database: str, table: str | None = None) -> str:
    """The rows of a table, or of all, as text; read while the bot runs."""
    with closing(sqlite3.connect(database)) as connection:
        lines = connection.iterdump()
        return "\n".join(line for line in lines if table is None or line.startswith(f'INSERT INTO "{table}"'))
