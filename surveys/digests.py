"""When a digest is due, and of which period: Monday for the week before, the first of a month for the month before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from storage import digests as stored
from storage import organisation
from storage.digests import Frequency, Wish
from surveys import periods
from surveys.periods import Period

DEFAULT_HOUR: Final = 9
# Alerts come when offices open, never at night.
ALERTS_HOUR: Final = 9


def wish_of(connection: Connection, person_id: int, now: datetime) -> Wish:
    """What a person wants; before they say anything: no digest, but alerts."""
    zone = organisation.zone(connection)
    return stored.get(connection, person_id) or Wish("never", DEFAULT_HOUR, True, None, next_alerts(zone, now))


def change(connection: Connection, person_id: int, now: datetime, values: Mapping[str, Any]) -> Wish:
    """Note another wish; when the next digest is due follows from it."""
    wish = replace(wish_of(connection, person_id, now), **values)
    wish = replace(wish, due_at=next_due(wish.frequency, wish.hour, organisation.zone(connection), now))
    stored.keep(connection, person_id, wish)
    return wish


def next_due(frequency: Frequency, hour: int, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The first moment after `now` at which a digest is due, in UTC; None when it never is."""
    if frequency == "never":
        return None
    today = now.astimezone(zone).date()
    kind: periods.Kind = "week" if frequency == "weekly" else "month"
    first = periods.of(kind, today).first
    due = _at(first, hour, zone)
    return due if due > now else _at(periods.of(kind, today).end, hour, zone)


def next_alerts(zone: ZoneInfo, now: datetime) -> datetime:
    """The first moment after `now` at which alerts of the week that ended are looked for, in UTC."""
    week = periods.week_of(now.astimezone(zone).date())
    due = _at(week.first, ALERTS_HOUR, zone)
    return due if due > now else _at(week.end, ALERTS_HOUR, zone)


def reported(frequency: Frequency, due_at: datetime, zone: ZoneInfo) -> Period:
    """The period that a digest due then is about."""
    day = due_at.astimezone(zone).date()
    return periods.of("week" if frequency == "weekly" else "month", day).previous()


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    # An hour that a clock change skips is the one after it.
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
