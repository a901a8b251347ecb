"""Whatever becomes of invitations, a month is counted from what they are by then, each with the unit of its day.

Days pass, lines are purged, and points move between units meanwhile.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, select, update

from storage import invitations, rates
from storage.invitations import NewInvitation
from storage.rates import Amount, Key
from storage.tables import invitations as lines_table
from storage.tables import metadata, touchpoints
from surveys.catalog_files import load_catalog
from surveys.ledger import DELIVERED
from surveys.organisation import Organisation
from surveys.publishing import load_organisation

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
PERIODS: Final = ((FIRST, FIRST + timedelta(days=400)), (FIRST + timedelta(days=3), FIRST + timedelta(days=9)))


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

    def purge(self, number: int, _: int) -> None:
        """What is too old is deleted."""
        invitations.purge(self.connection, self.today - timedelta(days=number % 8))


anything = st.integers(0, 99)
several = st.integers(1, 9)
ACTS = ("invite", "invite", "go_on", "go_on", "ask_another", "days", "move", "purge")
acts = st.lists(st.tuples(st.sampled_from(ACTS), anything, several), min_size=5, max_size=40)


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate, Phase.shrink])
@given(acts)
def test_days_are_counted_as_their_lines_are_at_any_time(acts: Sequence[Act]) -> None:
    ledger = Ledger(opened())
    for act, number, times in acts:
        getattr(ledger, act)(number, times)
        for first, end in PERIODS:
            assert rates.of_lines(ledger.connection, first, end, DELIVERED) == by_lines(ledger, first, end)
    ledger.connection.close()


def by_lines(ledger: Ledger, first: date, end: date) -> dict[Key, Amount]:
    """The same, line by line; the unit is the one that the test remembers."""
    columns = lines_table.c
    query = select(columns.id, columns.touchpoint_id, columns.survey, columns.local_date, columns.state)
    found: dict[Key, Counter[str]] = defaultdict(Counter)
    for line in ledger.connection.execute(query):
        if first <= line.local_date < end:
            found[Key(line.touchpoint_id, ledger.units[line.id], line.survey)][line.state] += 1
    return {key: Amount(sum(n[state] for state in DELIVERED), n["complete"]) for key, n in found.items()}


def opened() -> Connection:
    """A new database in memory."""
    connection = create_engine("sqlite://").connect()
    metadata.create_all(connection)
    load_organisation(connection, ORGANISATION, CATALOG, NOW)
    return connection
