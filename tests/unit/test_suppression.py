"""An adversary who asks for every slice and period, again after every answer, learns of no fewer people than agreed.

Each response gives an answer of its own, so that what is shown names who is counted in it. The adversary may add and
subtract, as often as they like, whatever was ever shown. What they reach is the linear span of all looks; in it nothing
may concern fewer people than the smallest group.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert, select

from storage import counts, organisation, releases, responses
from storage.releases import Scope
from storage.tables import answers, metadata
from storage.tables import responses as responses_table
from storage.tables import rollups as rollups_table
from surveys import periods, recounting, releasing
from surveys.catalog_files import load_catalog
from surveys.ladder import SMALLEST_OF_ORGANISATION
from surveys.organisation import Organisation
from surveys.publishing import load_organisation
from surveys.slices import Slice, scope_of
from surveys.versions import Versions
from tests.conversations.clock import MovableClock

SMALLEST = 6
FIRST = date(2026, 10, 26)
DAYS = 75
POINTS = ("a1", "a2", "b1", "c1")
UNITS = ("a", "b", "c")

ORGANISATION = Organisation.model_validate(
    {
        "name": {"ru": "Центр", "en": "Centre"},
        "timezone": "Europe/Moscow",
        "smallest_group": SMALLEST,
        "units": [{"code": code, "name": {"ru": code, "en": code}} for code in UNITS],
        "touchpoints": [
            {"code": code, "unit": code[0], "service": {"ru": code, "en": code}, "channel": "window", "survey": "ces"}
            for code in POINTS
        ],
    }
)
CATALOG = load_catalog()


@dataclass
class Office:
    """The organisation while people answer, and everything it has ever shown."""

    connection: Connection
    versions: Versions = field(default_factory=Versions)
    today: date = FIRST
    made: int = 0
    places: dict[int, str] = field(default_factory=dict)
    looks: list[frozenset[int]] = field(default_factory=list)
    seen: Sequence[object] = field(default_factory=list)
    # What only the whole organisation showed, which may be of fewer.
    narrow: set[int] = field(default_factory=set)

    def answer(self, code: str, *, held_by: int | None = None) -> None:
        """A person answers today."""
        self.made += 1
        self.places[self.made] = code
        found = organisation.touchpoint(self.connection, code)
        assert found is not None
        version_id, _ = self.versions.newest(self.connection, "ces")
        values = {"id": self.made, "survey_version_id": version_id, "touchpoint_id": found.id, "state": "complete"}
        tagged = {"local_date": self.today, "day_tag": str(self.made).encode()}
        self.connection.execute(insert(responses_table), {**values, **tagged})
        row = {"response_id": self.made, "question": "effort", "state": "answered", "number": self.made}
        self.connection.execute(insert(answers), row)
        if held_by is None:
            releasing.count_in(self.connection, self.versions, self.made)
        else:
            releases.hold(self.connection, self.made, held_by)

    def answer_again(self, number: int) -> None:
        """One who answered today answers anew at the same place."""
        tag = str(number).encode()
        if responses.tagged(self.connection, tag) is None:
            return
        code = self.places[number]
        self.answer(code, held_by=releasing.replace(self.connection, self.versions, tag))

    def somebody(self, number: int) -> int:
        """One of those who have answered, if any."""
        return number % self.made + 1 if self.made else 0

    def exclude(self, number: int) -> None:
        """Somebody finds that a response is no honest one."""
        releasing.count_out(self.connection, self.versions, number, "excluded")

    def next_days(self, days: int) -> None:
        """Days end."""
        self.today += timedelta(days=days)
        responses.forget_tags(self.connection, self.today)
        releasing.sweep(self.connection, self.versions, self.today)

    def is_watched(self) -> None:
        """The adversary looks at everything, unless nothing can have changed."""
        state = list(self.connection.execute(select(rollups_table)))
        if state == self.seen:
            return
        self.seen = state
        for asked in questions():
            shown = self.shown(scope_of(self.connection, asked))
            self.looks.append(shown)
            if asked.unit or asked.touchpoint or asked.units is not None:
                self.narrow |= shown

    def shown(self, scope: Scope) -> frozenset[int]:
        """Who is counted in what a scope shows."""
        counted = [each for each in counts.count_answers(self.connection, scope) if each.cell.question == "effort"]
        assert all(each.count == 1 for each in counted)
        return frozenset(int(each.cell.value) for each in counted)

    def atoms(self) -> list[tuple[set[int], tuple[bool, ...]]]:
        """Those that were counted together whenever one of them was, each with the looks that had them."""
        looks = sorted(set(self.looks), key=sorted)
        found: dict[tuple[bool, ...], set[int]] = defaultdict(set)
        for number in range(1, self.made + 1):
            found[tuple(number in look for look in looks)].add(number)
        return [(members, seen) for seen, members in found.items() if any(seen)]

    def recovered(self) -> list[set[int]]:
        """Groups of too few that sums and differences of the looks single out."""
        atoms = self.atoms()
        if not atoms:
            return []
        span = np.array([seen for _, seen in atoms], dtype=float).T
        rank = np.linalg.matrix_rank(span)
        return [
            set().union(*(atoms[index][0] for index in few))
            for few in self._few([members for members, _ in atoms])
            # A combination of looks that leaves all others out lowers the rank of what the others see.
            if np.linalg.matrix_rank(np.delete(span, few, axis=1)) < rank
        ]

    def _few(self, atoms: list[set[int]]) -> Iterator[list[int]]:
        """Indexes of atoms that together are fewer people than may be told of."""
        small = [index for index, members in enumerate(atoms) if len(members) < SMALLEST]
        for size in range(1, SMALLEST):
            for few in combinations(small, size):
                members = set().union(*(atoms[index] for index in few))
                if len(members) < (SMALLEST if members & self.narrow else SMALLEST_OF_ORGANISATION):
                    yield list(few)


answering = st.tuples(st.just("answer"), st.sampled_from(POINTS), st.integers(2, 9))
acts = st.lists(
    st.one_of(
        answering,
        answering,
        st.tuples(st.just("again"), st.integers(0, 99), st.integers(1, 7)),
        st.tuples(st.just("exclude"), st.integers(0, 99), st.integers(1, 7)),
        st.tuples(st.just("days"), st.integers(1, 12), st.just(1)),
    ),
    min_size=15,
    max_size=40,
)


@settings(max_examples=20, phases=[Phase.explicit, Phase.generate])
@given(acts)
def test_nothing_that_is_ever_shown_tells_of_fewer_people(acts: list[tuple[str, str | int, int]]) -> None:
    office = Office(opened())
    for act, what, times in acts:
        for step in range(times):
            take(office, act, what, step)
        office.is_watched()
    assert office.recovered() == []
    assert recounting.check(office.connection, office.versions).differences == []
    office.connection.close()


def test_the_adversary_would_find_a_small_cell() -> None:
    office = Office(opened())
    office.looks = [frozenset({1, 2, 3, 4, 5, 6}), frozenset({1, 2, 3, 4, 5, 6, 7})]
    office.made = 7
    assert office.recovered() == [{7}]


def take(office: Office, act: str, what: str | int, step: int) -> None:
    """One act of many."""
    if act == "answer":
        office.answer(str(what))
    elif act == "again":
        office.answer_again(office.somebody(int(what) + step))
    elif act == "exclude":
        office.exclude(office.somebody(int(what) + step))
    else:
        office.next_days(int(what))


def questions() -> Iterator[Slice]:
    """Every place in every period, own ones from any week to any other among them."""
    pieces = sorted({periods.week_in_month(FIRST + timedelta(days=day)).first for day in range(0, DAYS, 5)})
    spans = [periods.own(first, last) for first, last in combinations(pieces, 2)]
    spans += [of(first) for first in pieces for of in (periods.week_of, periods.month_of, periods.quarter_of)]
    # Some of the own periods do: whole weeks add up to the rest.
    for period in {(each.first, each.end): each for each in spans[::3]}.values():
        yield Slice(period)
        yield Slice(period, units=frozenset({1, 2}))
        for unit in UNITS:
            yield Slice(period, unit=unit)
        for point in POINTS:
            yield Slice(period, touchpoint=point)


def opened() -> Connection:
    """A new database in memory."""
    connection = create_engine("sqlite://").connect()
    metadata.create_all(connection)
    load_organisation(connection, ORGANISATION, CATALOG, MovableClock()())
    return connection
