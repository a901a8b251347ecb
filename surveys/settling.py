"""What is shown of a month's invitations, decided once when it has settled: docs/decisions/response-rates.md."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from storage import nightly, organisation, rates
from storage.rates import NOTHING, Amount, Key
from surveys import periods, retention
from surveys.contact_rules import ONE_WEEK_IN_MINUTES
from surveys.events import LINK_LASTS
from surveys.invitation_checks import ASKED_WITHIN, REACTION_WITHIN
from surveys.ledger import DELIVERED
from surveys.periods import Period
from surveys.sheets import RESPONSE_LASTS

Amounts = Mapping[Key, Amount]

DUTY: Final = "response_rates"
# The longest way from a visit to the end of its invitation: it is reported as late as somebody may still be asked, with
# the longest pause, the link is opened on its last day, and the response is then left unfinished.
SETTLES_WITHIN: Final = (
    ASKED_WITHIN + timedelta(minutes=ONE_WEEK_IN_MINUTES) + LINK_LASTS + RESPONSE_LASTS + REACTION_WITHIN
)


def settle(connection: Connection, now: datetime) -> int:
    """Once a night, count the months that have settled since; returns how many. What is counted stays for good.

    A month of which retention may have deleted lines is never counted: what is left would be no rate of it.
    """
    local = now.astimezone(organisation.zone(connection))
    if local.hour < retention.NIGHT_BEGINS or not nightly.claim(connection, DUTY, local.date()):
        return 0
    rates.lock(connection)
    kept_since = local.date() - timedelta(days=retention.policy(connection).invitations)
    done = rates.counted(connection, kept_since)
    return sum(count(connection, each) for each in settled(kept_since, local.date()) if each.first not in done)


def count(connection: Connection, month: Period) -> bool:
    """Count a month for good, unless there is no line of it; False then. The lock of storage.rates is held."""
    pieces = rates.of_lines(connection, month.first, month.end, DELIVERED)
    if not pieces:
        return False
    rates.put(connection, month.first, admitted(pieces, organisation.smallest_group(connection)))
    return True


def settled(since: date, today: date) -> Iterator[Period]:
    """The months that begin on that day or later, and of whose invitations nothing more is to come."""
    month = periods.month_of(since)
    if month.first < since:
        month = month.next()
    while is_settled(month, today):
        yield month
        month = month.next()


def is_settled(month: Period, today: date) -> bool:
    """Whether nothing more is to come; a day is left over for the zones of people and for the beats that end lines."""
    return month.end + SETTLES_WITHIN < today


def newest(today: date, count: int) -> list[Period]:
    """So many months that have settled, the newest last."""
    month = periods.month_of(today)
    while not is_settled(month, today):
        month = month.previous()
    found = [month]
    while len(found) < count:
        found.insert(0, found[0].previous())
    return found


def admitted(pieces: Amounts, smallest: int) -> Amounts:
    """What may be shown of the invitations of touchpoints: by touchpoint, unit and for the organisation.

    A piece is shown where both those who answered to the end and those who did not are the smallest group at least.
    What is not shown so is put together by unit, and what is not shown there for the organisation. A unit is what is
    shown of its touchpoints and its rest, the organisation what is shown of its units and the rest: whatever is
    subtracted from whatever, what is left is made of pieces that are shown.
    """
    points, left = _sifted(pieces, smallest)
    rests, left = _sifted(_sums(left.items(), Key.of_unit), smallest)
    rest, _ = _sifted(_sums(left.items(), Key.of_organisation), smallest)
    units = _sums([*points.items(), *rests.items()], Key.of_unit)
    return {**points, **units, **_sums([*units.items(), *rest.items()], Key.of_organisation)}


def may_be_shown(amount: Amount, smallest: int) -> bool:
    """Whether both parts are the smallest group: that nobody of twelve answered tells what each of the twelve did."""
    return min(amount.complete, amount.delivered - amount.complete) >= smallest


def _sifted(pieces: Amounts, smallest: int) -> tuple[Amounts, Amounts]:
    """Those that may be shown, and the others."""
    shown = {key: amount for key, amount in pieces.items() if may_be_shown(amount, smallest)}
    return shown, {key: amount for key, amount in pieces.items() if key not in shown}


def _sums(pieces: Iterable[tuple[Key, Amount]], level: Callable[[Key], Key]) -> Amounts:
    totals: dict[Key, Amount] = defaultdict(lambda: NOTHING)
    for key, amount in pieces:
        totals[level(key)] += amount
    return totals
