"""Whoever reads comments under every filter, again after every answer, tells no fewer people apart than agreed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, func, insert, select

from storage import organisation
from storage.comment_batches import ANYTHING, Batch
from storage.tables import answers, metadata
from storage.tables import responses as responses_table
from surveys import comments, periods, releasing
from surveys.catalog_files import load_catalog
from surveys.comment_filters import offered
from surveys.comments import Asked
from surveys.organisation import Organisation
from surveys.publishing import load_organisation
from surveys.slices import Slice
from surveys.versions import Versions
from tests.conversations.clock import MovableClock

SMALLEST = 5
FIRST = date(2026, 10, 26)
POINTS = ("a1", "a2", "b1")
DRIVER = "ease"
ORGANISATION = Organisation.model_validate(
    {
        "name": {"ru": "Центр", "en": "Centre"},
        "timezone": "Europe/Moscow",
        "smallest_group": SMALLEST,
        "units": [{"code": code, "name": {"ru": code, "en": code}} for code in ("a", "b")],
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


@dataclass
class Readers:
    """The organisation while people write, and whose comments have ever been shown together."""

    connection: Connection
    versions: Versions = field(default_factory=Versions)
    today: date = FIRST
    made: int = 0
    seen: int = 0
    looks: set[frozenset[int]] = field(default_factory=set)

    def write(self, code: str, satisfaction: int | None, *, names: bool) -> None:
        """Somebody answers and writes; the comment says who it is."""
        self.made += 1
        found = organisation.touchpoint(self.connection, code)
        assert found is not None
        version_id, _ = self.versions.newest(self.connection, "post_service")
        values = {"id": self.made, "survey_version_id": version_id, "touchpoint_id": found.id, "state": "complete"}
        self.connection.execute(insert(responses_table), {**values, "local_date": self.today})
        blank = {"response_id": self.made, "state": "answered", "number": None, "options": None, "comment": None}
        rows = [
            {**blank, "question": "satisfaction", "number": satisfaction},
            {**blank, "question": "drivers", "options": [DRIVER, "place"] if names else ["place"]},
            {**blank, "question": "comment", "comment": str(self.made)},
        ]
        self.connection.execute(insert(answers), rows)
        releasing.count_in(self.connection, self.versions, self.made)

    def next_days(self, days: int) -> None:
        """Days end."""
        self.today += timedelta(days=days)
        releasing.sweep(self.connection, self.versions, self.today)

    def read(self, asked: Asked) -> frozenset[int]:
        """Whose comments pass."""
        found = comments.read(self.connection, self.versions, asked, None)
        assert len(found.comments) == found.responses
        return frozenset(int(each.text) for each in found.comments)

    def is_watched(self) -> None:
        """The adversary looks at every place and period under every filter, unless nobody has joined."""
        shown = self.connection.execute(select(func.count(responses_table.c.group_id))).scalar_one()
        if shown == self.seen:
            return
        self.seen = shown
        self.looks |= {self.read(asked) for slice_ in places() for asked in filters(slice_)}

    def told_apart(self) -> list[set[int]]:
        """Those of too few whom sums and differences of the looks single out."""
        looks = sorted(self.looks, key=sorted)
        atoms: dict[tuple[bool, ...], set[int]] = defaultdict(set)
        for number in range(1, self.made + 1):
            seen = tuple(number in look for look in looks)
            if any(seen):
                atoms[seen].add(number)
        return few_of(list(atoms.values()), np.array(list(atoms), dtype=float)) if atoms else []


def few_of(atoms: Sequence[set[int]], seen: np.ndarray) -> list[set[int]]:
    """Atoms of too few people with a vector of their own in the span of the looks, which are the columns."""
    left, sizes, _ = np.linalg.svd(seen)
    # What no look tells: a vector is in the span if it is at right angles to all of this.
    untold = left[:, int((sizes > 1e-9).sum()) :]
    found = []
    small = [index for index, members in enumerate(atoms) if len(members) < SMALLEST]
    for count in range(1, SMALLEST):
        chosen = [few for few in combinations(small, count) if sum(len(atoms[each]) for each in few) < SMALLEST]
        if chosen:
            ranks = np.linalg.matrix_rank(untold[np.array(chosen)], tol=1e-9)
            found += [few for few, rank in zip(chosen, ranks, strict=True) if rank < count]
    return [set().union(*(atoms[each] for each in few)) for few in found]


def places() -> Iterator[Slice]:
    """Every place in the quarter, and the organisation and a point in every week."""
    quarter = periods.quarter_of(FIRST)
    yield Slice(quarter)
    yield from (Slice(quarter, unit=unit) for unit in ("a", "b"))
    yield from (Slice(quarter, touchpoint=point) for point in POINTS)
    for week in range(3):
        period = periods.week_of(FIRST + timedelta(weeks=week))
        yield from (Slice(period), Slice(period, touchpoint="a1"))


def filters(slice_: Slice) -> Iterator[Asked]:
    """Every filter by score and by one reason, one beside the other."""
    for verdict in (None, *comments.VERDICTS):
        for driver in (None, DRIVER):
            yield replace(Asked(slice_), verdict=verdict, driver=driver)


def opened() -> Connection:
    """A new database in memory."""
    connection = create_engine("sqlite://").connect()
    metadata.create_all(connection)
    load_organisation(connection, ORGANISATION, CATALOG, MovableClock()())
    return connection


writing = st.tuples(
    st.sampled_from(POINTS), st.sampled_from([5, 5, 1, 1, None]), st.booleans(), st.integers(1, SMALLEST)
)
acts = st.lists(st.one_of(writing, writing, writing, st.integers(1, 9)), min_size=10, max_size=25)


@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(acts)
def test_no_filter_ever_tells_fewer_people_apart(acts: list[int | tuple[str, int | None, bool, int]]) -> None:
    readers = Readers(opened())
    for act in acts:
        if isinstance(act, int):
            readers.next_days(act)
        else:
            code, satisfaction, names, times = act
            for _ in range(times):
                readers.write(code, satisfaction, names=names)
        readers.is_watched()
    assert readers.told_apart() == []
    readers.connection.close()


def test_one_who_joins_later_is_not_told_apart() -> None:
    readers = Readers(opened())
    for satisfaction in [5, 1] * 10 + [1, 1, 1, 1, 5] * 3:
        readers.write("a1", satisfaction, names=satisfaction == 1)
        readers.is_watched()
    bad = readers.read(Asked(Slice(periods.quarter_of(FIRST)), verdict="bad"))
    assert bad >= {2, 4, 6, 8, 10}
    assert readers.told_apart() == []


def test_a_group_that_somebody_has_left_offers_no_filter_any_more() -> None:
    readers = Readers(opened())
    for satisfaction in [5] * SMALLEST + [1] * SMALLEST:
        readers.write("a1", satisfaction, names=False)
    bad = Asked(Slice(periods.quarter_of(FIRST)), verdict="bad")
    assert len(readers.read(bad)) == SMALLEST
    for number in range(1, SMALLEST + 1):
        releasing.count_out(readers.connection, readers.versions, number, "excluded")
    assert readers.read(Asked(bad.slice)) == set(range(SMALLEST + 1, 2 * SMALLEST + 1))
    assert readers.read(bad) == frozenset()


def test_the_adversary_would_find_one() -> None:
    readers = Readers(opened(), made=20)
    readers.looks = {frozenset(range(1, 11)), frozenset(range(1, 21)), frozenset(range(1, 10))}
    assert {10} in readers.told_apart()


def test_a_block_waits_for_enough_on_either_side() -> None:
    batches = [batch(1, good=8, bad=2), batch(2, good=7, bad=3), batch(3, good=9, bad=1)]
    assert offered([batches], None, SMALLEST) == batches[:2]
    assert offered([batches[:1]], None, SMALLEST) == []
    # Another group does not help this one.
    assert offered([batches[:1], batches[1:2]], None, SMALLEST) == []


def test_a_batch_of_one_mind_hides_nobody_of_another() -> None:
    batches = [batch(1, good=9, bad=1), batch(2, good=0, bad=10), batch(3, good=10, bad=0)]
    assert offered([batches], None, SMALLEST) == []
    assert offered([batches[1:]], None, SMALLEST) == batches[1:]


def batch(number: int, *, good: int, bad: int) -> Batch:
    """Nobody names a driver."""
    return Batch(1, number, {(verdict, ANYTHING): n for verdict, n in (("good", good), ("bad", bad)) if n})
