"""Whatever Telegram delivers again, early, late or in the same batch: the database is as if it had come once."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bot.composition import Program
from bot.intake.outcome import RawUpdate
from storage import people, responses
from storage.tables import answers as answers_table
from storage.tables import responses as responses_table
from tests.conversations.silent import silent_bot, update_of
from tests.databases import SqliteFile

# Message texts, and callback data with {r} for the response that the person has open.
ACTS = (
    "/start p_north-certificates",
    "a:{r}:0:yes",
    "a:{r}:0:no",
    "a:{r}:1:6",
    "a:{r}:1:2",
    "a:{r}:2:4",
    "m:{r}:2:n",
    "o:{r}:3:ease:1",
    "o:{r}:3:ease:0",
    "o:{r}:3:humanity:1",
    "m:{r}:3:c",
    "m:{r}:3:b",
    "m:{r}:4:s",
    "m:{r}:2:f",
    "quick and friendly",
)
# The whole way through the survey.
WAY = (0, 1, 3, 5, 7, 10, 14)
# Which earlier updates come again in the same batch, counted back from the new one, which is 0.
again = st.lists(st.integers(0, 10), max_size=3)
Step = tuple[int, str, list[int]]


@st.composite
def ways(draw: st.DrawFn) -> list[Step]:
    """Somebody answers everything, and among their taps fall others, of them and of somebody else, in any order."""
    way = [(501, ACTS[place], draw(again)) for place in WAY]
    for step in draw(st.lists(st.tuples(st.sampled_from((501, 502)), st.sampled_from(ACTS), again), max_size=10)):
        way.insert(draw(st.integers(0, len(way))), step)
    return way


class Line:
    """One bot with one database, fed with updates."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._given: list[RawUpdate] = []

    async def take(self, person: int, act: str, again: Sequence[int] = ()) -> None:
        """Feed a new update, and with it some that were fed before, itself among them, before and after it."""
        response_id = await self._program.ground.database.run(open_response, person)
        self._given.append(update_of(len(self._given) + 1, person, act.format(r=response_id)))
        repeated = [self._given[-1 - back] for back in again if back < len(self._given)]
        await self._program.apply([*repeated, self._given[-1], *reversed(repeated)])

    async def state(self) -> list[Any]:
        """All responses with their answers, without the ids, which are random."""
        return await self._program.ground.database.read(everything)


@checked(max_examples=30)
@given(way=ways())
def test_replayed_updates_change_nothing(example_file: SqliteFile, way: list[Step]) -> None:
    asyncio.run(same_with_and_without_replays(example_file, way))


async def same_with_and_without_replays(example_file: SqliteFile, way: list[Step]) -> None:
    async with line(example_file) as once, line(example_file) as again:
        for person, act, repeated in way:
            await once.take(person, act)
            await again.take(person, act, repeated)
        assert await again.state() == await once.state()


@asynccontextmanager
async def line(example_file: SqliteFile) -> AsyncIterator[Line]:
    with tempfile.TemporaryDirectory() as folder:
        async with silent_bot(example_file.copied_to(Path(folder))) as program:
            yield Line(program)


def open_response(connection: Connection, chat_id: int) -> int:
    """The id of the response the person has open; of none, a number that is nobody's."""
    person = people.find(connection, chat_id)
    opened = responses.latest(connection, person.id) if person else None
    return opened.id if opened else 1


def everything(connection: Connection) -> list[Any]:
    given: dict[int, list[Any]] = {}
    for row in connection.execute(select(answers_table)):
        given.setdefault(row.response_id, []).append([row.question, row.state, row.number, row.options, row.comment])
    rows = connection.execute(select(responses_table)).all()
    return sorted(
        ([row.state, row.person_id or 0, row.position or 0, sorted(given.get(row.id, []), key=str)] for row in rows),
        key=str,
    )
