"""A canary in the program as it runs: the bytes of its database's files, deleted rows too, and its log are searched.

One survey is enough here; tests/conversations/test_canary.py leads a canary through every flow and looks at each table,
at other people's screens and at the metrics.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, make_url, select

from bot.sandbox.chats import Person
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.world import World
from storage.database import Database, P, T, Work
from storage.tables import metadata, responses
from tests.acceptance.answering import answer_everything
from tests.acceptance.processes import running

ID, NAME = 7313_400_777, "Kanareika"
# The comment stays, as the person is told; what else they write does not.
COMMENT, POISON = "the canary sings", "the canary coughs"
SIGNS = (str(ID), NAME, POISON)
# As SQLite stores the number: https://www.sqlite.org/fileformat2.html#record_format
BYTES = (ID.to_bytes(6), *(sign.encode() for sign in SIGNS))
# Everything that could lead from a response to a person; the day's tag leads nowhere without the day's key.
LINKS = ("person_id", "position", "message_id", "opened_at", "touched_at", "expires_at")
BEAT = "0.2"


async def test_the_canary_is_found_nowhere(
    tmp_path: Path, settings: dict[str, str], telegram: Telegram, world: World
) -> None:
    world.people[ID] = Person(ID, NAME, "en")
    canary = Someone(world, world.people[ID])
    database = settings["DATABASE_URL"]
    logged = {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json", "HEARTBEAT_SECONDS": BEAT}
    async with running(tmp_path, {**settings, **logged}) as process:
        await answer_everything(canary, comment=COMMENT)
        assert await links(database) == [("complete", *[None] * len(LINKS))]
        # What is stored about the person is shown to them, and only a poisoned update is kept as it came.
        telegram.world.updates.add("message", {"chat": {"id": ID}, "from": {"first_name": NAME}, "text": POISON})
        await canary.send("/mydata")
        await canary.sees(str(ID))
        assert str(ID) in await content(database, "people")
        assert POISON in await content(database, "set_aside_updates")
        assert found_in_files(database) == on_sqlite(database, BYTES)
        await canary.send("/forget")
        await canary.tap("Erase")
        await canary.sees("is erased")
        await telegram.settled()
        await a_beat_empties_the_log(database)
        process.terminate()
        ended = await process.end()
    everything = await content(database)
    assert '"update_set_aside"' in ended.output
    assert not any(sign in everything or sign in ended.output for sign in SIGNS)
    assert found_in_files(database) == ()
    assert COMMENT in everything
    assert COMMENT not in ended.output
    assert await links(database) == [("complete", *[None] * len(LINKS))]


async def a_beat_empties_the_log(url: str) -> None:
    for _ in range(400):
        if not found_in_files(url):
            return
        await asyncio.sleep(0.05)
    assert found_in_files(url) == ()


async def content(url: str, *names: str) -> str:
    """The rows of these tables, or of all, as text; read while the bot runs."""
    return await read(url, _content, names or tuple(metadata.tables))


async def links(url: str) -> list[tuple[object, ...]]:
    """The state of every response and what links it to a person."""
    return await read(url, _links)


async def read(url: str, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    database = Database(url)
    try:
        return await database.read(work, *args, **kwargs)
    finally:
        await database.dispose()


def found_in_files(url: str) -> tuple[bytes, ...]:
    """What of the canary can be read in the files of a SQLite database, deleted or not."""
    if make_url(url).get_backend_name() != "sqlite":
        return ()
    file = Path(make_url(url).database or "")
    read = b"".join(each.read_bytes() for each in (file, file.with_name(f"{file.name}-wal")) if each.exists())
    return tuple(sign for sign in BYTES if sign in read)


def on_sqlite(url: str, signs: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return signs if make_url(url).get_backend_name() == "sqlite" else ()


def _content(connection: Connection, names: Sequence[str]) -> str:
    return "\n".join(str(row) for name in names for row in connection.execute(select(metadata.tables[name])))


def _links(connection: Connection) -> list[tuple[object, ...]]:
    columns = [responses.c.state, *(responses.c[name] for name in LINKS)]
    return [tuple(row) for row in connection.execute(select(*columns))]
