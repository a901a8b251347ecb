"""Whatever becomes of invitations, what is counted of them is what a plain count of their lines gives at any time.

Days pass, lines are counted and purged, and points move between units meanwhile.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any, Final, Literal

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, delete, select, update

from storage import invitation_counts, invitations
from storage.invitations import NewInvitation
from storage.releases import Scope
from storage.tables import invitation_counts as counts_table
from storage.tables import invitations as lines_table
from storage.tables import metadata, touchpoints
from surveys import recounting
from surveys.catalog_files import load_catalog
from surveys.organisation import Organisation
from surveys.publishing import load_organisation
from surveys.versions import Versions

FIRST: Final = date(2026, 10, 26)
NOW: Final = datetime(2026, 10, 26, 9, tzinfo=UTC)
SURVEYS: Final = ("ces", "csat")
ENDED: Final[Sequence[invitations.Ended]] = ("not_asked", "undelivered", "declined", "silent", "partial", "complete")
POINTS: Final = 3
UNITS: Final = 2
NAME: Final = {"ru": "Имя", "en": "Name"}
ORGANISATION = Organisation.model_validate(
    {
        "name": NAME,
        "timezone": "Europe/Moscow",
        "units": [{"code": f"unit-{number}", "name": NAME} for number in range(UNITS)],
        "touchpoints": [
            {
                "code": f"point-{number}",
                "unit": f"unit-{number % UNITS}",
                "service": NAME,
                "channel": "window",
                "survey": "ces",
            }
            for number in range(POINTS)
        ],
    }
)
CATALOG = load_catalog()
Act = tuple[str, int, int]
Ids = frozenset[int]
# Touchpoints and units; None is all.
PLACES: Final[Sequence[tuple[Ids | None, Ids | None]]] = (
    (None, None),
    *((None, frozenset(units)) for units in ((1,), (2,), (1, 2), ())),
    *((frozenset(points), None) for points in ((1,), (2,), (1, 3))),
    (frozenset({1, 2}), frozenset({1})),
)
PERIODS: Final = ((FIRST, FIRST + timedelta(days=400)), (FIRST + timedelta(days=3), FIRST + timedelta(days=9)))
SCOPES: Final = [Scope(*period, survey, *place) for place, period, survey in product(PLACES, PERIODS, (None, *SURVEYS))]
# One scope in so many is looked at after every act, all of them at the end.
SOME: Final = 13


@dataclass
class Ledger:
    """Invitations while they are sent, answered and forgotten."""

    connection: Connection
    today: date = FIRST
    # The unit of each line's point on the day it was written, as the test remembers it.
    units: dict[int, int] = field(default_factory=dict)
    of_point: dict[int, int] = field(default_factory=lambda: {n + 1: n % UNITS + 1 for n in range(POINTS)})

    def invite(self, number: int, times: int) -> None:
        """Events are reported, some of them days late."""
        states: Sequence[Literal["waiting", "invited", "not_asked"]] = ("waiting", "invited", "not_asked")
        for each in range(number, number + times):
            day = self.today - timedelta(days=each % 5 * (each % 2))
            point, survey = each % POINTS + 1, SURVEYS[each % 2]
            line = NewInvitation(point, survey, "served", states[each % 3], day)
            self.units[invitations.put(self.connection, line)] = self.of_point[point]

    def go_on(self, number: int, times: int) -> None:
        """A live one is sent, and may ask another survey then; or it ends."""
        for each in range(number, number + times):
            live = self.connection.execute(
                select(lines_table.c.id, lines_table.c.state).where(lines_table.c.state.in_(invitations.LIVE))
            ).all()
            if not live:
                return
            line = live[each % len(live)]
            if line.state == "waiting" and each % 3:
                invitations.mark_invited(self.connection, line.id, SURVEYS[each % 2], NOW)
            else:
                invitations.end(self.connection, line.id, ENDED[each % len(ENDED)])

    def ask_another(self, number: int, _: int) -> None:
        """What a line asks changes, though its state does not."""
        changed = update(lines_table).where(lines_table.c.state == "invited", lines_table.c.id % 3 == number % 3)
        self.connection.execute(changed.values(survey=SURVEYS[number % 2]))

    def days(self, number: int, _: int) -> None:
        """Days end."""
        self.today += timedelta(days=number % 4)

    def move(self, number: int, times: int) -> None:
        """A point belongs to another unit from now on."""
        point, unit = number % POINTS + 1, times % UNITS + 1
        self.of_point[point] = unit
        self.connection.execute(update(touchpoints).where(touchpoints.c.id == point).values(unit_id=unit))

    def count(self, _: int, __: int) -> None:
        """The heartbeat beats."""
        invitation_counts.count_changed(self.connection)

    def purge(self, number: int, _: int) -> None:
        """What is too old is deleted."""
        invitations.purge(self.connection, self.today - timedelta(days=number % 8))


anything = st.integers(0, 99)
several = st.integers(1, 9)
ACTS = ("invite", "invite", "go_on", "go_on", "ask_another", "days", "move", "count", "count", "purge")
acts = st.lists(st.tuples(st.sampled_from(ACTS), anything, several), min_size=5, max_size=40)


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate, Phase.shrink])
@given(acts)
def test_every_scope_counts_as_its_lines_do_at_any_time(acts: Sequence[Act]) -> None:
    ledger = Ledger(opened())
    for act, number, times in acts:
        getattr(ledger, act)(number, times)
        some = SCOPES[number % SOME :: SOME]
        assert counted(ledger, some) == by_lines(ledger, some)
    assert invitation_counts.differences(ledger.connection) == []
    while invitation_counts.count_changed(ledger.connection):
        pass
    assert counted(ledger, SCOPES) == by_lines(ledger, SCOPES)
    before = noted(ledger.connection)
    assert all(n > 0 for *_, n in before)
    invitation_counts.rebuild(ledger.connection)
    assert noted(ledger.connection) == before
    ledger.connection.close()


def test_a_count_that_is_wrong_is_named() -> None:
    ledger = Ledger(opened())
    for state in ("invited", "invited", "not_asked"):
        invitations.put(ledger.connection, NewInvitation(1, "ces", "served", state, FIRST))
    invitation_counts.count_changed(ledger.connection)
    wrong = update(counts_table).where(counts_table.c.state == "invited", counts_table.c.unit_id == 0)
    ledger.connection.execute(wrong.values(count=40))
    ledger.connection.execute(delete(lines_table).where(lines_table.c.state == "not_asked"))
    found = recounting.check(ledger.connection, Versions()).differences
    assert [(each.of, each.what, each.counted, each.noted) for each in found] == [
        ("invitations organisation, 2026-10-26", "ces invited", 2, 40),
        ("invitations organisation, 2026-10-26", "ces not_asked", 0, 1),
        ("invitations unit 1, 2026-10-26", "ces not_asked", 0, 1),
        ("invitations touchpoint 1, unit 1, 2026-10-26", "ces not_asked", 0, 1),
    ]
    ledger.connection.close()


def test_more_lines_than_a_transaction_counts_are_counted_in_several() -> None:
    ledger = Ledger(opened())
    ledger.invite(0, 2 * invitation_counts.AT_ONCE + 1)
    found = [invitation_counts.count_changed(ledger.connection) for _ in range(4)]
    assert found == [invitation_counts.AT_ONCE, invitation_counts.AT_ONCE, 1, 0]
    ledger.connection.close()


def counted(ledger: Ledger, scopes: Sequence[Scope]) -> list[Mapping[str, int]]:
    return [invitation_counts.count(ledger.connection, scope) for scope in scopes]


def by_lines(ledger: Ledger, scopes: Sequence[Scope]) -> list[Mapping[str, int]]:
    """The same, line by line; the unit is the one that the test remembers."""
    columns = lines_table.c
    query = select(columns.id, columns.touchpoint_id, columns.survey, columns.local_date, columns.state)
    lines = ledger.connection.execute(query).all()
    return [
        dict(
            Counter(
                line.state
                for line in lines
                if scope.first <= line.local_date < scope.end
                and scope.survey in (None, line.survey)
                and (scope.touchpoint_ids is None or line.touchpoint_id in scope.touchpoint_ids)
                and (scope.unit_ids is None or ledger.units[line.id] in scope.unit_ids)
            )
        )
        for scope in scopes
    ]


def noted(connection: Connection) -> list[tuple[Any, ...]]:
    keys = list(counts_table.primary_key)
    return [tuple(row) for row in connection.execute(select(counts_table).order_by(*keys))]


def opened() -> Connection:
    """A new database in memory."""
    connection = create_engine("sqlite://").connect()
    metadata.create_all(connection)
    load_organisation(connection, ORGANISATION, CATALOG, NOW)
    return connection
