"""A service point that moved to another unit: what people said before is seen by those who may see their unit."""

import pytest

from storage import counts, exports
from surveys import comments, periods
from surveys.alerts import alerts
from surveys.charts import FEWEST_POINTS
from surveys.errors import UnknownTouchpoint
from surveys.metrics import headline
from surveys.ranking import ranking
from surveys.slices import Slice, scope_of
from surveys.summary import summarise
from tests.unit.test_sums import FIRST, Office, opened

OLD_UNIT, NEW_UNIT = 1, 2
# Of five people the first in a row of five says 1, the last one 5.
BAD, GOOD = 0, 4
MONTH = periods.month_of(FIRST)


@pytest.fixture
def moved() -> Office:
    """Six answered at a1 in its old unit, as many in the new one; five of each six are complete."""
    office = Office(opened())
    office.answer(0, 6)
    office.move(0, 1)
    office.answer(0, 6)
    return office


@pytest.mark.parametrize(("units", "expected"), [({OLD_UNIT, NEW_UNIT}, 10), ({NEW_UNIT}, 5), (None, 10)])
def test_the_point_shows_what_the_viewer_sees_in_their_units(
    moved: Office, units: set[int] | None, expected: int
) -> None:
    asked = Slice(MONTH, touchpoint="a1", units=frozenset(units) if units else None)
    assert complete(moved, asked) == expected
    assert [each.complete for each in summarise(moved.connection, moved.versions, asked).sections] == [expected]
    assert [each.responses for each in comments.points(moved.connection, asked)] == [expected]


def test_an_export_names_no_unit_that_the_viewer_may_not_see(moved: Office) -> None:
    asked = Slice(MONTH, touchpoint="a1", units=frozenset({NEW_UNIT}))
    groups = exports.groups(moved.connection, scope_of(moved.connection, asked))
    assert {group.unit for group in groups.values()} == {"b"}


def test_the_old_unit_lists_no_point_that_it_may_not_open(moved: Office) -> None:
    asked = Slice(MONTH, survey="post_service", units=frozenset({OLD_UNIT}))
    section = summarise(moved.connection, moved.versions, asked).sections[0]
    assert section.complete == 5
    assert comments.points(moved.connection, asked) == []
    assert ranking(moved.connection, asked, section, "touchpoint") == []
    with pytest.raises(UnknownTouchpoint):
        summarise(moved.connection, moved.versions, Slice(MONTH, touchpoint="a1", units=asked.units))


def test_the_new_unit_ranks_the_point_by_its_own_answers(moved: Office) -> None:
    asked = Slice(MONTH, survey="post_service", units=frozenset({NEW_UNIT}))
    section = summarise(moved.connection, moved.versions, asked).sections[0]
    ranked = ranking(moved.connection, asked, section, "touchpoint")
    assert [(each.code, headline(each.score).n) for each in ranked] == [("a1", 5)]


@pytest.mark.parametrize(("unit", "expected"), [(0, ["a1"]), (1, [])])
def test_no_alert_tells_the_new_unit_how_the_point_was_in_the_old_one(unit: int, expected: list[str]) -> None:
    office = Office(opened())
    for _ in range(FEWEST_POINTS):
        rate(office, GOOD)
        office.days(6, 0)
    office.move(0, unit)
    rate(office, BAD)
    found = alerts(office.connection, office.versions, periods.week_of(office.today))
    assert [each.touchpoint.code for each in found] == expected


def rate(office: Office, residue: int) -> None:
    """Twenty people give the same answer at a1: it goes by the number that the office gives them."""
    for _ in range(20):
        office.made += 5 - (office.made + 1 - residue) % 5
        office.answer(0, 1)


def complete(office: Office, asked: Slice) -> int:
    found = counts.count_responses(office.connection, scope_of(office.connection, asked))
    return sum(each.count for each in found if each.state == "complete")
