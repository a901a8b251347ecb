"""A canary: an id, a name and words that are searched for where they must never be found."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from bot.sandbox.chats import Person
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.world import World
from storage.database import Database
from storage.tables import metadata
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
    database = settings["DATABASE_URL"]
    async with running(tmp_path, {**settings, "LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json"}) as process:
        await answer_everything(canary, comment=WORDS)
        assert str(ID) not in await content(database, *ANONYMOUS)
        # What is stored about the person is shown to them, and only a poisoned update is kept as it came.
        telegram.world.updates.add("message", {"chat": {"id": ID}, "from": {"first_name": NAME}, "text": WORDS})
        await canary.send("/mydata")
        await canary.sees(str(ID))
        assert str(ID) in await content(database, "people")
        assert WORDS in await content(database, "set_aside_updates")
        await canary.send("/forget")
        await canary.tap("Erase")
        await canary.sees("is erased")
        await telegram.settled()
        process.terminate()
        ended = await process.end()
    everything = await content(database)
    assert '"update_set_aside"' in ended.output
    for place in (ended.output, everything.replace(WORDS, "", 1)):
        assert not any(sign in place for sign in (str(ID), NAME, WORDS))
    # The comment stays, as the person was told, without anything that leads to them.
    assert WORDS in everything


async def content(url: str, *names: str) -> str:
    """The rows of these tables, or of all, as text; read while the bot runs."""
    database = Database(url)
    try:
        return await database.read(_content, names or tuple(metadata.tables))
    finally:
        await database.dispose()


def _content(connection: Connection, names: Sequence[str]) -> str:
    return "\n".join(str(row) for name in names for row in connection.execute(select(metadata.tables[name])))
