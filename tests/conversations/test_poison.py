"""Updates that can't be applied, not even set aside: they stop nobody."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.composition import Program
from storage.tables import set_aside_updates
from tests.conversations.silent import silent_bot, update_of
from tests.databases import with_example
from tests.postgresql import empty_database

TOO_LARGE = 2**63


@pytest.fixture(params=["sqlite", "postgresql"])
async def program(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Program]:
    """A silent bot on each kind of database."""
    if request.param == "sqlite":
        url = request.getfixturevalue("example_file").copied_to(tmp_path)
    else:
        url = await with_example(await empty_database(request.getfixturevalue("postgresql")))
    async with silent_bot(url) as program:
        yield program


@pytest.mark.parametrize(
    "poison",
    [update_of(TOO_LARGE, 502, "/help"), {**update_of(2, TOO_LARGE, "/help")}],
    ids=["update_id", "chat_id"],
)
async def test_a_number_that_fits_no_column_is_passed_over_and_the_others_are_applied(
    program: Program, poison: dict[str, object]
) -> None:
    outcomes = await program.apply([update_of(1, 501, "/help"), poison, update_of(3, 503, "/help")])
    assert [outcome.result for outcome in outcomes] == ["applied", "passed_over", "applied"]
    assert b'otklik_updates_total{result="passed_over"} 1.0' in program.metrics.render()
    again = await program.apply([update_of(1, 501, "/help"), update_of(3, 503, "/help")])
    assert [outcome.result for outcome in again] == ["replayed", "replayed"]


@pytest.mark.parametrize("text", ["half a smile: \ud83d", "nothing: \x00"])
async def test_a_text_that_no_database_takes_is_kept_as_it_came(program: Program, text: str) -> None:
    update = update_of(2, 502, text)
    poison = {**update, "message": {**update["message"], "date": "no date"}}
    outcomes = await program.apply([update_of(1, 501, "/help"), poison])
    assert [outcome.result for outcome in outcomes] == ["applied", "set_aside"]
    assert [json.loads(each) for each in await program.ground.database.read(kept)] == [poison]


def kept(connection: Connection) -> list[str]:
    return list(connection.execute(select(set_aside_updates.c.payload)).scalars())
