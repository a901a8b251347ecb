"""Response rates: what of a month may be shown, and when a month is counted."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from storage import rates
from storage.rates import NOTHING, Amount, Key
from storage.releases import Scope
from storage.tables import invitations, rated_months, response_rates
from surveys import periods
from surveys.rates import response_rate
from surveys.settling import SETTLES_WITHIN, admitted, may_be_shown, newest, settle
from tests.unit.test_suppression import SMALLEST, opened

MONTH = periods.month_of(date(2026, 8, 1))
AFTER = datetime(2026, 8, 31, 12, tzinfo=UTC) + SETTLES_WITHIN + timedelta(days=2)

PLACES = [Key(point, (point + 1) // 2, "ces") for point in range(1, 7)]
AMOUNTS = st.tuples(st.integers(0, 15), st.integers(0, 15)).map(lambda parts: Amount(sum(parts), parts[0]))


@given(st.dictionaries(st.sampled_from(PLACES), AMOUNTS))
def test_whatever_is_subtracted_from_a_whole_leaves_nothing_or_enough(pieces: Mapping[Key, Amount]) -> None:
    shown = admitted(pieces, SMALLEST)
    units = {key: amount for key, amount in shown.items() if not key.touchpoint_id and key.unit_id}
    points = {key: amount for key, amount in shown.items() if key.touchpoint_id}
    whole = shown.get(Key(0, 0, "ces"), NOTHING)
    assert is_safe_less_any(whole, list(units.values()))
    assert is_safe_less_any(whole, list(points.values()))
    for key, amount in units.items():
        assert is_safe_less_any(amount, [each for point, each in points.items() if point.of_unit() == key])
    assert all(may_be_shown(amount, SMALLEST) for amount in shown.values())


@given(st.dictionaries(st.sampled_from(PLACES), AMOUNTS))
def test_a_touchpoint_with_enough_is_shown_as_it_is_and_stands_in_its_unit_and_the_whole(
    pieces: Mapping[Key, Amount],
) -> None:
    shown = admitted(pieces, SMALLEST)
    for key, amount in pieces.items():
        assert shown.get(key) == (amount if may_be_shown(amount, SMALLEST) else None)
    everything = sum(pieces.values(), NOTHING)
    assert shown.get(Key(0, 0, "ces"), NOTHING).delivered <= everything.delivered


def test_what_is_too_little_by_itself_is_shown_together() -> None:
    one, two, other = Key(1, 1, "ces"), Key(2, 1, "ces"), Key(3, 2, "ces")
    unit, whole = one.of_unit(), one.of_organisation()
    assert admitted({one: Amount(12, 4), two: Amount(8, 3)}, SMALLEST) == {
        unit: Amount(20, 7),
        whole: Amount(20, 7),
    }
    # The secondary cell: a unit alone must not be what the organisation has more than the other.
    assert admitted({one: Amount(20, 8), other: Amount(1, 1)}, SMALLEST) == dict.fromkeys(
        (one, unit, whole), Amount(20, 8)
    )
    assert admitted({one: Amount(9, 4), other: Amount(9, 4)}, SMALLEST) == {whole: Amount(18, 8)}
    # Nobody, and everybody, tells what each of them did.
    assert admitted({one: Amount(40, 0), other: Amount(40, 40)}, SMALLEST) == {whole: Amount(80, 40)}
    assert admitted({one: Amount(40, 0)}, SMALLEST) == {}


def test_a_month_is_counted_once_when_it_has_settled_and_stays_so() -> None:
    connection = opened()
    invite(connection, MONTH.last, complete=7, silent=9)
    assert settle(connection, AFTER - timedelta(days=2)) == 0
    assert rate(connection, MONTH) is None
    assert settle(connection, AFTER) == 1
    assert rate(connection, MONTH) == (16, 43.75)
    invite(connection, MONTH.first, complete=30, silent=1)
    assert settle(connection, AFTER + timedelta(days=1)) == 0
    assert rate(connection, MONTH) == (16, 43.75)
    connection.close()


def test_a_month_is_from_its_first_day_to_its_last() -> None:
    connection = opened()
    invite(connection, MONTH.first, complete=7, silent=9)
    invite(connection, MONTH.last, complete=1, silent=7)
    for day in (MONTH.first - timedelta(days=1), MONTH.end):
        invite(connection, day, complete=20, silent=20)
    settle(connection, AFTER)
    assert rate(connection, MONTH) == (24, 100 / 3)
    connection.close()


def test_a_month_in_which_nothing_was_delivered_is_counted_and_one_without_lines_is_not() -> None:
    connection = opened()
    row = {"touchpoint_id": 1, "unit_id": 1, "survey": "ces", "outcome": "served", "local_date": MONTH.first}
    connection.execute(insert(invitations).values(**row, state="not_asked"))
    assert settle(connection, AFTER) == 1
    assert connection.execute(select(rated_months.c.month)).scalars().all() == [MONTH.first]
    assert connection.execute(select(response_rates)).all() == []
    connection.close()


def test_a_rate_is_of_the_whole_months_of_a_period() -> None:
    connection = opened()
    july = MONTH.previous()
    for month in (july, MONTH):
        invite(connection, month.first, complete=7, silent=9)
    settle(connection, AFTER)
    assert rate(connection, periods.quarter_of(MONTH.first)) == (32, 43.75)
    assert rate(connection, periods.own(july.first + timedelta(days=9), MONTH.last)) == (16, 43.75)
    assert rate(connection, periods.own(july.first, MONTH.last - timedelta(days=9))) == (16, 43.75)
    assert rate(connection, periods.week_of(MONTH.first + timedelta(days=9))) is None
    whole, part = (
        response_rate(connection, Scope(july.first, end)) for end in (MONTH.end, MONTH.end + timedelta(days=40))
    )
    assert whole is not None
    assert part is not None
    assert (whole.is_whole, part.is_whole, list(part.months)) == (True, False, [july, MONTH])
    connection.close()


def test_who_may_see_some_units_gets_their_sum() -> None:
    connection = opened()
    for point, unit in ((1, 1), (3, 2)):
        invite(connection, MONTH.first, complete=7, silent=9, point=point, unit=unit)
    invite(connection, MONTH.first, complete=9, silent=9, point=4, unit=3)
    settle(connection, AFTER)
    assert rate(connection, MONTH, units=frozenset({1, 2})) == (32, 43.75)
    assert rate(connection, MONTH, units=frozenset()) is None
    assert rate(connection, MONTH) == (50, 46)
    connection.close()


def test_a_month_whose_lines_may_be_gone_is_not_counted() -> None:
    connection = opened()
    invite(connection, MONTH.first, complete=7, silent=9)
    assert settle(connection, AFTER + timedelta(days=365)) == 0
    connection.close()


def test_what_is_deleted_by_age_is_never_counted_again() -> None:
    connection = opened()
    invite(connection, MONTH.first, complete=7, silent=9)
    settle(connection, AFTER)
    assert rates.purge(connection, MONTH.last) == 0
    assert rates.purge(connection, MONTH.end) == 3
    assert settle(connection, AFTER + timedelta(days=1)) == 0
    assert connection.execute(select(response_rates)).all() == []
    assert connection.execute(select(rated_months.c.month)).scalars().all() == [MONTH.first]
    connection.close()


def test_the_newest_months_are_those_that_were_counted_last() -> None:
    assert newest(AFTER.date(), 2) == [MONTH.previous(), MONTH]


def is_safe_less_any(whole: Amount, parts: list[Amount]) -> bool:
    """Whether what is left of a whole, whichever parts are taken away, is nothing or may be shown."""
    taken = (sum(some, NOTHING) for size in range(len(parts) + 1) for some in combinations(parts, size))
    left = (Amount(whole.delivered - each.delivered, whole.complete - each.complete) for each in taken)
    return all(each == NOTHING or may_be_shown(each, SMALLEST) for each in left)


def invite(connection: Connection, day: date, *, complete: int, silent: int, point: int = 1, unit: int = 1) -> None:
    row = {"touchpoint_id": point, "unit_id": unit, "survey": "ces", "outcome": "served", "local_date": day}
    states = ["complete"] * complete + ["silent"] * silent
    connection.execute(insert(invitations), [{**row, "state": state} for state in states])


def rate(
    connection: Connection, period: periods.Period, units: frozenset[int] | None = None
) -> tuple[int, float] | None:
    found = response_rate(connection, Scope(period.first, period.end, "ces", unit_ids=units))
    return (found.score.n, found.score.value) if found else None
