"""What a tap costs the database: every statement is there for a reason, and none is made twice."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, event, select

from bot.composition import Program
from storage.tables import responses
from tests.conversations.silent import silent_bot, update_of


@pytest.fixture
async def silent(database_url: str) -> AsyncIterator[Program]:
    async with silent_bot(database_url) as program:
        yield program


def open_response(connection: Connection) -> int:
    number: int = connection.execute(select(responses.c.id).where(responses.c.state == "open")).scalar_one()
    return number


async def completed(program: Program, citizen: int) -> Counter[str]:
    """Answer everything that must be answered; the statements of the tap that completes the response."""
    await program.apply([update_of(citizen, citizen, "/start p_north-certificates")])
    number = await program.ground.database.read(open_response)
    taps = [f"a:{number}:0:yes", f"a:{number}:1:6", f"a:{number}:2:5", f"m:{number}:3:s", f"m:{number}:4:s"]
    made: Counter[str] = Counter()

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        made[statement] += 1

    event.listen(program.ground.database._writer.sync_engine, "before_cursor_execute", note)
    for update_id, tap in enumerate(taps, citizen + 1):
        made.clear()
        assert [each.result for each in await program.apply([update_of(update_id, citizen, tap)])] == ["applied"]
    return made


async def test_the_tap_that_completes_a_response_asks_nothing_twice(silent: Program) -> None:
    # The first of a day makes the day's key and looks at it again.
    await completed(silent, 700)
    statements = await completed(silent, 800)
    assert [statement for statement, count in statements.items() if count > 1] == []
