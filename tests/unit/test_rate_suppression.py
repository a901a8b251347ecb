"""An adversary who asks for the response rate of every place and period learns of no fewer people than agreed.

A rate with its interval tells how many were invited and how many answered to the end. So each look is a pair of numbers
of a known place and period. Of what two or more looks leave, when those are subtracted that lie within another, both
the complete and the others have to be none or the smallest group.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import combinations, product

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from storage.tables import invitations
from surveys import periods, settling
from surveys.periods import Period
from surveys.slices import Slice
from surveys.summary import summarise
from surveys.versions import Versions
from tests.unit.test_suppression import FIRST, POINTS, SMALLEST, UNITS, opened

# Delivered and complete.
Shown = tuple[int, int]
# Points and days.
Seen = frozenset[tuple[str, int]]
MONTHS = 3


@dataclass
class Office:
    """Invitations while they are sent, and everything that summaries have ever shown of them."""

    connection: Connection
    versions: Versions = field(default_factory=Versions)
    days: int = 0
    looks: list[tuple[Seen, Shown]] = field(default_factory=list)

    def invite(self, code: str, complete: int, others: int) -> None:
        """So many are invited to a point today; what they do is known at once."""
        point, unit = POINTS.index(code) + 1, UNITS.index(code[0]) + 1
        day = FIRST + timedelta(days=self.days)
        row = {"touchpoint_id": point, "unit_id": unit, "survey": "ces", "outcome": "served", "local_date": day}
        states = ["complete"] * complete + ["silent", "declined", "partial"] * others
        lines = [{**row, "state": state} for state in states[: complete + others]]
        if lines:
            self.connection.execute(insert(invitations), lines)

    def next_days(self, days: int) -> None:
        """Days end."""
        self.days += days
        today = FIRST + timedelta(days=self.days)
        settling.settle(self.connection, datetime.combine(today, time(12), UTC))

    def is_watched(self) -> None:
        """The adversary looks at everything; what is new is remembered."""
        known = set(self.looks)
        # Small places and periods first: what a look is compared with stands before it.
        for asked, points in sorted(
            questions(), key=lambda each: (len(each[1]), each[0].period.end - each[0].period.first)
        ):
            shown = self.shown(asked)
            seen = frozenset(product(points, range(asked.period.first.toordinal(), asked.period.end.toordinal())))
            if shown is not None and (seen, shown) not in known:
                self.looks.append((seen, shown))

    def shown(self, asked: Slice) -> Shown | None:
        """How many were delivered, and how many of these were complete."""
        rate = summarise(self.connection, self.versions, asked).response
        return (rate.score.n, round(rate.score.value * rate.score.n / 100)) if rate else None

    def recovered(self) -> list[Shown]:
        """What is left of a look less one or two that lie within it and apart from each other, where it is too few.

        A look may be compared with earlier ones: what was shown then is part of what is shown now.
        """
        found = [shown for _, shown in self.looks if not is_enough(shown)]
        for number, (seen, shown) in enumerate(self.looks, 1):
            within = [each for each in self.looks[:number] if each[0] <= seen]
            for some in (*combinations(within, 1), *combinations(within, 2)):
                if len(some) == 1 or not some[0][0] & some[1][0]:
                    left = (shown[0] - sum(n for _, (n, _) in some), shown[1] - sum(n for _, (_, n) in some))
                    found += [] if is_enough(left) else [left]
        return found


def is_enough(shown: Shown) -> bool:
    delivered, complete = shown
    return shown == (0, 0) or min(complete, delivered - complete) >= SMALLEST


def questions() -> Iterator[tuple[Slice, Sequence[str]]]:
    """Every place by months, quarters, a week and some days of one's own, with the points that it has."""
    month = periods.month_of(FIRST)
    spans: list[Period] = [periods.quarter_of(FIRST), periods.week_of(FIRST + timedelta(days=20))]
    for _ in range(MONTHS):
        spans += [month, periods.own(FIRST, month.last + timedelta(days=9))]
        month = month.next()
    for period in spans:
        yield Slice(period, "ces"), POINTS
        yield Slice(period, "ces", units=frozenset({1, 2})), [point for point in POINTS if point[0] in UNITS[:2]]
        for unit in UNITS:
            yield Slice(period, "ces", unit=unit), [point for point in POINTS if point[0] == unit]
        for point in POINTS:
            yield Slice(period, "ces", touchpoint=point), [point]


acts = st.lists(
    st.tuples(st.sampled_from(POINTS), st.integers(0, 12), st.integers(0, 12), st.integers(0, 9)),
    min_size=4,
    max_size=20,
)


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(acts)
def test_no_rate_that_is_ever_shown_tells_of_fewer_people(acts: list[tuple[str, int, int, int]]) -> None:
    office = Office(opened())
    for code, complete, others, days in acts:
        office.invite(code, complete, others)
        office.next_days(days)
    office.is_watched()
    for code, complete, others, _ in acts[:MONTHS]:
        office.next_days(31)
        office.is_watched()
        office.invite(code, complete, others)
    office.next_days(settling.SETTLES_WITHIN.days + 31)
    office.is_watched()
    assert office.recovered() == []
    office.connection.close()


def test_the_adversary_finds_what_one_person_did() -> None:
    office = Office(opened())
    a, b = frozenset({("a1", 1)}), frozenset({("b1", 1)})
    office.looks = [(a, (19, 9)), (a | b, (20, 10))]
    assert office.recovered() == [(1, 1)]


def test_enough_invitations_are_shown() -> None:
    office = Office(opened())
    for code in POINTS:
        office.invite(code, SMALLEST, SMALLEST)
    office.next_days(settling.SETTLES_WITHIN.days + 31)
    office.is_watched()
    assert {shown for _, shown in office.looks} == {(12 * points, 6 * points) for points in (1, 2, 3, 4)}
