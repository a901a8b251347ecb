"""What gets in people's way in one unit more than elsewhere: the proven ones only, as plain values."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from storage import counts, organisation
from storage.releases import Scope
from surveys import comparisons, periods
from surveys.counting import BAD
from surveys.drivers import driver_question
from surveys.periods import Period
from surveys.scores import Difference, share_difference
from surveys.versions import Versions

# Long enough for answers to gather, short enough to be news.
WEEKS: Final = 4


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A driver that people name after a bad score, in a unit and in all others; shares are 0..1, of `n` respondents.

    All of them were offered the same drivers to choose from, here and elsewhere.

    `channel` is the channel of the unit's service points when they have only one. The responses are those of the days
    from `first` to `last`: a few more than WEEKS, for they are released by weeks within their months.
    """

    unit_id: int
    driver: str
    channel: str | None
    share: float
    others: float
    n: int
    first: date
    last: date


@dataclass(slots=True)
class _Named:
    """How many respondents named each driver after a bad score, of all who said what helped or got in the way."""

    drivers: Counter[str] = field(default_factory=Counter)
    n: int = 0


# What was offered to choose from: whoever could not choose a driver tells nothing about it, and of a longer list each
# driver is chosen less often.
_Offered = frozenset[str]
# By unit and what was offered.
_ByUnit = Mapping[tuple[int, _Offered], _Named]


def worst_of_units(connection: Connection, versions: Versions, today: date) -> list[Obstacle]:
    """Each unit's worst obstacle of the last weeks, if it is proven worse than elsewhere although so many are compared.

    Only released responses count, and only where both sides have enough of them to be shown.
    """
    period = periods.own(today - timedelta(weeks=WEEKS), today)
    named = {
        (unit.id, offered): counted
        for unit in organisation.open_units(connection)
        for offered, counted in _named(connection, versions, unit.id, period).items()
    }
    channels = _channels(connection)
    days = (period.first, min(period.last, today))
    return [
        _obstacle(unit_id, offered, driver, channels.get(unit_id), named, days)
        for unit_id, (offered, driver) in sorted(_worst(named, organisation.smallest_group(connection)).items())
    ]


def _worst(named: _ByUnit, smallest: int) -> dict[int, tuple[_Offered, str]]:
    differences = _differences(named, smallest)
    proven = [key for key in comparisons.proven(differences) if differences[key].value > 0]
    # The last of a unit stays; of equal ones the one whose code is last.
    ordered = sorted(proven, key=lambda key: (differences[key].value, key[2], sorted(key[1])))
    return {unit_id: (offered, driver) for unit_id, offered, driver in ordered}


def _named(connection: Connection, versions: Versions, unit_id: int, period: Period) -> dict[_Offered, _Named]:
    found: dict[_Offered, _Named] = defaultdict(_Named)
    for counted in counts.count_answers(connection, Scope(period.first, period.end, unit_ids={unit_id})):
        question = driver_question(versions.get(connection, counted.survey_version_id))
        if question is None or counted.cell.question != question.code:
            continue
        named = found[frozenset(question.codes)]
        if not counted.cell.value:
            named.n += counted.count
        elif counted.cell.verdict == BAD:
            named.drivers[counted.cell.value] += counted.count
    return found


def _differences(named: _ByUnit, smallest: int) -> dict[tuple[int, _Offered, str], Difference]:
    found = {}
    for (unit_id, offered), own in named.items():
        others = _others(named, unit_id, offered)
        for driver in own.drivers:
            if min(own.n, others.n) >= smallest:
                counts = (own.drivers[driver], own.n, others.drivers[driver], others.n)
                difference = share_difference(*counts)
                if difference is not None:
                    found[unit_id, offered, driver] = difference
    return found


def _others(named: _ByUnit, unit_id: int, offered: _Offered) -> _Named:
    """Those of all other units who were offered the same."""
    found = _Named()
    for (other_id, others_offered), other in named.items():
        if other_id != unit_id and others_offered == offered:
            found.drivers.update(other.drivers)
            found.n += other.n
    return found


def _channels(connection: Connection) -> dict[int, str]:
    found: dict[int, set[str]] = defaultdict(set)
    for touchpoint in organisation.open_touchpoints(connection):
        found[touchpoint.unit_id].add(touchpoint.channel)
    return {unit_id: next(iter(channels)) for unit_id, channels in found.items() if len(channels) == 1}


def _obstacle(
    unit_id: int, offered: _Offered, driver: str, channel: str | None, named: _ByUnit, days: tuple[date, date]
) -> Obstacle:
    own, others = named[unit_id, offered], _others(named, unit_id, offered)
    shares = own.drivers[driver] / own.n, others.drivers[driver] / others.n
    return Obstacle(unit_id, driver, channel, *shares, own.n, *days)
