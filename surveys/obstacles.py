"""What gets in people's way in one unit more than elsewhere: the proven ones only, as plain values."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Named:
    """How many respondents named each driver after a bad score, of all who said what helped or got in the way."""

    drivers: Counter[str]
    n: int


def worst_of_units(connection: Connection, versions: Versions, today: date) -> list[Obstacle]:
    """Each unit's worst obstacle of the last weeks, if it is proven worse than elsewhere although so many are compared.

    Only released responses count, and only where both sides have enough of them to be shown.
    """
    period = periods.own(today - timedelta(weeks=WEEKS), today)
    named = {unit.id: _named(connection, versions, unit.id, period) for unit in organisation.open_units(connection)}
    differences = _differences(named, organisation.smallest_group(connection))
    worst: dict[int, tuple[float, str]] = {}
    for unit_id, driver in comparisons.proven(differences):
        worse = differences[unit_id, driver].value
        worst[unit_id] = max(worst.get(unit_id, (0.0, "")), (worse, driver))
    channels = _channels(connection)
    return [
        _obstacle(unit_id, driver, channels.get(unit_id), named, (period.first, min(period.last, today)))
        for unit_id, (worse, driver) in sorted(worst.items())
        if worse > 0
    ]


def _named(connection: Connection, versions: Versions, unit_id: int, period: Period) -> _Named:
    drivers: Counter[str] = Counter()
    n = 0
    for counted in counts.count_answers(connection, Scope(period.first, period.end, unit_ids={unit_id})):
        question = driver_question(versions.get(connection, counted.survey_version_id))
        if question is None or counted.cell.question != question.code:
            continue
        if not counted.cell.value:
            n += counted.count
        elif counted.cell.verdict == BAD:
            drivers[counted.cell.value] += counted.count
    return _Named(drivers, n)


def _differences(named: Mapping[int, _Named], smallest: int) -> dict[tuple[int, str], Difference]:
    found = {}
    for unit_id, own in named.items():
        others = _others(named, unit_id)
        for driver in own.drivers:
            if min(own.n, others.n) >= smallest:
                counts = (own.drivers[driver], own.n, others.drivers[driver], others.n)
                difference = share_difference(*counts)
                if difference is not None:
                    found[unit_id, driver] = difference
    return found


def _others(named: Mapping[int, _Named], unit_id: int) -> _Named:
    drivers: Counter[str] = Counter()
    for other_id, other in named.items():
        if other_id != unit_id:
            drivers.update(other.drivers)
    return _Named(drivers, sum(other.n for other_id, other in named.items() if other_id != unit_id))


def _channels(connection: Connection) -> dict[int, str]:
    found: dict[int, set[str]] = defaultdict(set)
    for touchpoint in organisation.open_touchpoints(connection):
        found[touchpoint.unit_id].add(touchpoint.channel)
    return {unit_id: next(iter(channels)) for unit_id, channels in found.items() if len(channels) == 1}


def _obstacle(
    unit_id: int, driver: str, channel: str | None, named: Mapping[int, _Named], days: tuple[date, date]
) -> Obstacle:
    own, others = named[unit_id], _others(named, unit_id)
    shares = own.drivers[driver] / own.n, others.drivers[driver] / others.n
    return Obstacle(unit_id, driver, channel, *shares, own.n, *days)
