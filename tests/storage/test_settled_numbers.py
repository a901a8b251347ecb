"""Numbers about staff stand still between full groups, whatever comes later and from whichever zone."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, select

from lessons.item_health import ItemHealth, item_health
from lessons.team import Practised, Recall, team_of
from storage import checks, organisation, practice
from storage.database import Database
from storage.tables import enrollments as enrollments_table
from tests.storage.courses import SCHOOL, TEN, enroll

TODAY = TEN.date()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
async def answered(database: Database) -> Database:
    """Eleven were asked, ten of whom have answered rightly, reported and found the lesson useful."""
    await database.run(enroll, 12)
    await database.run(ask_eleven)
    for number in range(1, 11):
        await database.run(give, number, TODAY, True)
    return database


def ask_eleven(connection: Connection) -> None:
    for enrollment_id in ids(connection)[:11]:
        checks.ask(connection, enrollment_id, "client", YESTERDAY, "first")


def ids(connection: Connection) -> list[int]:
    return list(connection.execute(select(enrollments_table.c.id).order_by(enrollments_table.c.id)).scalars())


def give(connection: Connection, number: int, day: date, is_good: bool) -> None:
    """An answer, a report and a rating of somebody, on their date."""
    enrollment_id = ids(connection)[number]
    check = checks.ask(connection, enrollment_id, "client", YESTERDAY, "first")
    checks.answer(connection, enrollment_id, check.id, day, 0, is_good)
    practice.report(connection, enrollment_id, "client" if is_good else "gemba", day, None)
    practice.rate(connection, enrollment_id, "client", is_good)


def shown(connection: Connection) -> tuple[list[Recall], list[Practised], ItemHealth]:
    unit_id = organisation.staffed_units(connection)[0].id
    team = team_of(connection, unit_id, TEN)
    return (
        list(team.recall),
        list(team.practised),
        item_health(connection, SCHOOL)[SCHOOL.catalog.lessons["client"].number - 1],
    )


async def test_ten_answers_are_shown(answered: Database) -> None:
    recall, practised, health = await answered.read(shown)
    assert recall == [Recall("client", 10, 10)]
    assert practised == [Practised("client", 10)]
    assert (health.n, health.right, health.useful) == (10, 1, 1)


@pytest.mark.parametrize("day", [YESTERDAY, TODAY])
async def test_the_eleventh_changes_nothing_though_asked_first_and_in_a_zone_where_it_is_yesterday(
    answered: Database, day: date
) -> None:
    before = await answered.read(shown)
    await answered.run(give, 0, day, False)
    assert await answered.read(shown) == before


async def test_a_rating_can_not_be_changed(answered: Database) -> None:
    def rate_anew(connection: Connection) -> list[bool]:
        return [practice.rate(connection, each, "client", False) for each in ids(connection)[1:]]

    before = await answered.read(shown)
    # The eleventh rates for the first time.
    assert await answered.run(rate_anew) == [False] * 10 + [True]
    assert await answered.read(shown) == before


async def test_a_line_added_to_a_report_changes_nothing(answered: Database) -> None:
    def add_lines(connection: Connection) -> None:
        for each in ids(connection)[1:]:
            practice.report(connection, each, "client", TODAY, "a line")

    before = await answered.read(shown)
    await answered.run(add_lines)
    assert await answered.read(shown) == before
