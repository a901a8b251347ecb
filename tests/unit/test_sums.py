"""Whatever joins, leaves, is marked, is deleted or moves: sums are what their groups add up to, and groups the answers.

Points move between units and parts are put together at any time.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, func, insert, select, update

from storage import counts, left_out, organisation, releases, responses, retention, rollups, sums
from storage.releases import Scope
from storage.tables import answers, batch_counts, metadata, release_groups, sum_cells, touchpoints
from storage.tables import responses as responses_table
from storage.tables import sums as sums_table
from surveys import integrity, recounting, releasing
from surveys.catalog_files import load_catalog
from surveys.organisation import Organisation
from surveys.periods import week_in_month
from surveys.publishing import load_organisation
from surveys.versions import Versions
from tests.conversations.clock import MovableClock
from tests.recounting import rebuild

SMALLEST = 5
FIRST = date(2026, 10, 26)
LONG_AFTER = date(2027, 6, 1)
POINTS = ("a1", "a2", "b1")
UNITS = ("a", "b")
ORGANISATION = Organisation.model_validate(
    {
        "name": {"ru": "Центр", "en": "Centre"},
        "timezone": "Europe/Moscow",
        "smallest_group": SMALLEST,
        "units": [{"code": code, "name": {"ru": code, "en": code}} for code in UNITS],
        "touchpoints": [
            {
                "code": code,
                "unit": code[0],
                "service": {"ru": code, "en": code},
                "channel": "window",
                "survey": "post_service",
            }
            for code in POINTS
        ],
    }
)
CATALOG = load_catalog()
Act = tuple[str, int, int]


@dataclass
class Office:
    """The organisation while people answer."""

    connection: Connection
    versions: Versions = field(default_factory=Versions)
    today: date = FIRST
    made: int = 0

    def answer(self, point: int, number: int) -> None:
        """Some people answer today, every fourth only in part."""
        for each in range(number):
            self._answer(POINTS[point % len(POINTS)], "partial" if each % 4 == 3 else "complete")

    def again(self, number: int, effort: int) -> None:
        """Some who answered today answer anew."""
        for each in range(number, number + effort):
            tag = str(each % self.made + 1 if self.made else 0).encode()
            if responses.tagged(self.connection, tag) is not None:
                point = POINTS[each % len(POINTS)]
                self._answer(point, "complete", held_by=releasing.replace(self.connection, self.versions, tag))

    def exclude(self, number: int, times: int) -> None:
        """Some responses count no more."""
        for each in self._some(number, times):
            releasing.count_out(self.connection, self.versions, each, "excluded")

    def readmit(self, number: int, times: int) -> None:
        """Some are taken back."""
        for each in self._some(number, times):
            releasing.readmit(self.connection, self.versions, each)

    def mark(self, number: int, times: int) -> None:
        """Some look unlike a person's own answer, twice over."""
        found = self._some(number, times)
        if not found:
            return
        integrity.set_mark(self.connection, found, "burst")
        integrity.set_mark(self.connection, found[:1], "hasty")

    def days(self, number: int, _: int) -> None:
        """Days end."""
        self.today += timedelta(days=number % 12 + 1)
        responses.forget_tags(self.connection, self.today)
        releasing.sweep(self.connection, self.versions, self.today)

    def move(self, point: int, unit: int) -> None:
        """A point belongs to another unit from now on."""
        moved = update(touchpoints).where(touchpoints.c.code == POINTS[point % len(POINTS)])
        self.connection.execute(moved.values(unit_id=unit % len(UNITS) + 1))

    def put_together(self, _: int, __: int) -> None:
        """The heartbeat beats."""
        sums.put_together(self.connection)

    def forget(self, number: int, _: int) -> None:
        """What is too old is deleted."""
        retention.remove_responses(self.connection, self.today - timedelta(days=number % 40))

    def _answer(self, code: str, state: str, *, held_by: int | None = None) -> None:
        self.made += 1
        found = organisation.touchpoint(self.connection, code)
        assert found is not None
        version_id, _ = self.versions.newest(self.connection, "post_service")
        values = {"id": self.made, "survey_version_id": version_id, "touchpoint_id": found.id, "state": state}
        tagged = {"local_date": self.today, "day_tag": str(self.made).encode()}
        self.connection.execute(insert(responses_table), {**values, **tagged})
        given = {"response_id": self.made, "state": "answered", "number": None, "options": None}
        rows = [
            {**given, "question": "satisfaction", "number": self.made % 5 + 1},
            {**given, "question": "drivers", "options": ["ease", "place"][: self.made % 2 + 1]},
        ]
        self.connection.execute(insert(answers), rows)
        if held_by is None:
            releasing.count_in(self.connection, self.versions, self.made)
        else:
            releases.hold(self.connection, self.made, held_by)

    def _some(self, number: int, times: int) -> list[int]:
        ended = select(responses_table.c.id).order_by(responses_table.c.id)
        found = list(self.connection.execute(ended).scalars())
        return [found[(number + each) % len(found)] for each in range(min(times, len(found)))]


several = st.integers(1, 9)
anything = st.integers(0, 99)
OTHERS = ("again", "exclude", "readmit", "mark", "days", "move", "put_together", "forget")
answering = st.tuples(st.just("answer"), anything, several)
acts = st.lists(
    st.one_of(answering, answering, st.tuples(st.sampled_from(OTHERS), anything, several)), min_size=10, max_size=40
)


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate, Phase.shrink])
@given(acts)
def test_every_level_is_what_a_recount_gives(acts: Sequence[Act]) -> None:
    office = Office(opened())
    for act, number, times in acts:
        getattr(office, act)(number, times)
    assert differences(office) == []
    assert by_sums(office) == by_groups(office)
    while sums.put_together(office.connection):
        pass
    assert differences(office) == []
    before = sums.noted(office.connection)
    rebuild(office.connection)
    assert sums.noted(office.connection) == before
    office.connection.close()


def test_nothing_is_left_of_what_is_deleted() -> None:
    office = Office(opened())
    office.answer(0, 40)
    office.mark(0, 9)
    sums.put_together(office.connection)
    while retention.remove_responses(office.connection, LONG_AFTER):
        pass
    sums.put_together(office.connection)
    for table in (release_groups, sums_table, sum_cells):
        assert office.connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
    office.connection.close()


def test_what_was_said_of_a_unit_stays_with_it_when_the_point_moves() -> None:
    office = Office(opened())
    office.answer(0, 6)
    office.move(0, 1)
    assert [complete(office, {unit}) for unit in (1, 2)] == [5, 0]
    office.answer(0, 6)
    assert [complete(office, {unit}) for unit in (1, 2)] == [5, 5]
    assert differences(office) == []
    office.connection.close()


def test_a_sum_that_is_wrong_is_named() -> None:
    office = Office(opened())
    office.answer(0, 6)
    version_id, _ = office.versions.newest(office.connection, "post_service")
    wrong = update(sum_cells).where(sum_cells.c.question == "satisfaction", sum_cells.c.value == "3")
    office.connection.execute(wrong.where(sum_cells.c.unit_id == 1).values(count=sum_cells.c.count + 7))
    office.connection.execute(update(sums_table).where(sums_table.c.unit_id == 0).values(responses=1))
    assert differences(office) == [
        (f"sum organisation, version {version_id}, 2026-10-26 to 2026-11-01", "responses complete", 5, 1),
        (f"sum unit 1, version {version_id}, 2026-10-26 to 2026-11-01", "satisfaction 3", 1, 8),
    ]
    office.connection.close()


def test_a_batch_that_is_wrong_is_named() -> None:
    office = Office(opened())
    office.answer(0, 6)
    wrong = update(batch_counts).where(batch_counts.c.verdict == "good", batch_counts.c.option == "ease")
    office.connection.execute(wrong.values(count=batch_counts.c.count + 7))
    found = differences(office)
    assert [(each[0].split(" of ")[0], *each[1:]) for each in found] == [("batch 1", "good ease", 1, 8)]
    office.connection.close()


def differences(office: Office) -> list[tuple[str, str, int, int]]:
    found = recounting.check(office.connection, office.versions).differences
    return [(each.of, each.what, each.counted, each.noted) for each in found]


Shown = tuple[dict[Any, int], dict[Any, int], int, int]


def by_sums(office: Office) -> list[Shown]:
    """The organisation, its units and both together as they are shown."""
    found: list[Shown] = []
    for asked in (scope(), scope({1}), scope({2}), scope({1, 2})):
        cells = {each.cell: each.count for each in counts.count_answers(office.connection, asked)}
        ended = {each.state: each.count for each in counts.count_responses(office.connection, asked)}
        marked = counts.count_marked(office.connection, asked, SMALLEST)
        found.append((cells, ended, marked, left_out.count(office.connection, asked, SMALLEST)))
    return found


def by_groups(office: Office) -> list[Shown]:
    """The same, added up from the groups that lie there."""
    groups = releases.groups(office.connection)
    found: list[Shown] = []
    for units in (None, {1}, {2}, {1, 2}):
        cells: Counter[object] = Counter()
        ended: Counter[object] = Counter()
        here = [each for each in groups if units is None or each.unit_id in units]
        for group in here:
            cells.update(rollups.of_group(office.connection, group.id))
            ended.update({group.state: group.responses} if group.responses else {})
        marked = sum(group.marked - group.marked % SMALLEST for group in here)
        found.append((dict(cells), dict(ended), marked, left_out_of(office, units)))
    return found


def left_out_of(office: Office, units: set[int] | None) -> int:
    """In whole smallest groups of every point, version and week within its month, from the responses themselves."""
    table = responses_table.c
    chosen = select(table.touchpoint_id, table.survey_version_id, table.local_date).join(touchpoints)
    chosen = chosen.where(table.withdrawn == "excluded", table.group_id.is_(None))
    if units is not None:
        chosen = chosen.where(touchpoints.c.unit_id.in_(units))
    rows = office.connection.execute(chosen)
    pieces = Counter((point, version, week_in_month(day)) for point, version, day in rows)
    return sum(n - n % SMALLEST for n in pieces.values())


def complete(office: Office, units: set[int]) -> int:
    return sum(
        each.count for each in counts.count_responses(office.connection, scope(units)) if each.state != "partial"
    )


def scope(units: set[int] | None = None) -> Scope:
    return Scope(date(2026, 1, 1), date(2030, 1, 1), unit_ids=units)


def opened() -> Connection:
    """A new database in memory."""
    connection = create_engine("sqlite://").connect()
    metadata.create_all(connection)
    load_organisation(connection, ORGANISATION, CATALOG, MovableClock()())
    return connection
