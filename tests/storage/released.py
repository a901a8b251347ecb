"""Responses that are answered, left out and shown, for the tests of release groups."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update

from storage import counts, organisation, releases
from storage.database import Database
from storage.releases import Scope
from storage.tables import answers
from storage.tables import responses as responses_table
from storage.tables import rollups as rollups_table
from storage.tables import sums as sums_table
from surveys import releasing
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from surveys.versions import Versions
from tests.conversations.clock import MovableClock

EXAMPLE = Path(__file__).parents[2] / "bot" / "organisation.example.yaml"
MONDAY = date(2026, 11, 2)
NEXT_MONTH = date(2026, 12, 1)
NEXT_YEAR = date(2027, 1, 1)
NORTH, OTHER_NORTH, SOUTH = "north-certificates", "north-benefits", "south-documents"
VERSIONS = Versions()
TAG = b"t" * 32
ids = count(1)


@pytest.fixture
async def filled(database: Database) -> Database:
    catalog = load_catalog()
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, MovableClock()())
    return database


def answer(
    connection: Connection,
    code: str,
    day: date,
    n: int,
    *,
    effort: int = 6,
    satisfaction: int | None = None,
    drivers: Sequence[str] = (),
    state: str = "complete",
) -> list[int]:
    """So many responses that have ended, each counted in."""
    made = []
    version_id, _ = VERSIONS.newest(connection, "post_service")
    for _ in range(n):
        response_id = next(ids)
        values = {"id": response_id, "survey_version_id": version_id, "touchpoint_id": point(connection, code)}
        connection.execute(insert(responses_table), {**values, "state": state, "local_date": day})
        given = [("resolved", None, ["yes"]), ("effort", effort, None)]
        given += [("satisfaction", satisfaction, None)] if satisfaction else []
        given += [("drivers", None, list(drivers))] if drivers else []
        for question, number, options in given:
            row = {"response_id": response_id, "question": question, "state": "answered"}
            connection.execute(insert(answers), {**row, "number": number, "options": options})
        releasing.count_in(connection, VERSIONS, response_id)
        made.append(response_id)
    return made


async def leave(database: Database, response_id: int) -> None:
    """In a transaction that is not tried again."""
    async with database.batch() as unit:
        await unit.run(releasing.count_out, VERSIONS, response_id, "excluded")


def is_anybody_waiting(connection: Connection) -> bool:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    return bool(connection.execute(text(waiting)).scalar_one())


def count_shown(connection: Connection) -> int:
    return sum(group.responses for group in releases.groups(connection))


def answer_again(connection: Connection, effort: int) -> None:
    """What sheets.complete does when the person of the tag answers again."""
    held_by = releasing.replace(connection, VERSIONS, TAG)
    made = next(ids)
    version_id, _ = VERSIONS.newest(connection, "post_service")
    values = {"id": made, "survey_version_id": version_id, "touchpoint_id": point(connection, NORTH)}
    connection.execute(insert(responses_table), {**values, "state": "complete", "local_date": MONDAY})
    row = {"response_id": made, "question": "effort", "state": "answered", "number": effort}
    connection.execute(insert(answers), row)
    if held_by is not None:
        connection.execute(update(responses_table).where(responses_table.c.id == made).values(held_by=held_by))


def tag(connection: Connection, response_id: int) -> None:
    connection.execute(update(responses_table).where(responses_table.c.day_tag == TAG).values(day_tag=None))
    connection.execute(update(responses_table).where(responses_table.c.id == response_id).values(day_tag=TAG))


def falsify(connection: Connection) -> None:
    wrong = rollups_table.c.question == "effort"
    connection.execute(update(rollups_table).where(wrong).values(count=rollups_table.c.count + 1))
    connection.execute(delete(rollups_table).where(rollups_table.c.question == "resolved"))


def count_sums(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(sums_table)).scalar_one()


def point(connection: Connection, code: str) -> int:
    found = organisation.touchpoint(connection, code)
    assert found is not None
    return found.id


def scope(code: str | None = None) -> Scope:
    return Scope(date(2026, 10, 1), NEXT_YEAR, touchpoint_ids=None if code is None else POINTS[code])


POINTS = {NORTH: [1], OTHER_NORTH: [2], SOUTH: [4]}


async def shown(database: Database, scope: Scope) -> int:
    return sum(each.count for each in await database.read(counts.count_responses, scope))


async def efforts(database: Database) -> dict[str, int]:
    counted = await database.read(counts.count_answers, scope())
    return {each.cell.value: each.count for each in counted if each.cell.question == "effort"}
