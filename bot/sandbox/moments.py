"""Moments as people say them: «tomorrow 10:00», «next Monday», 2026-12-01T10:00."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SAID = re.compile(r"(?P<day>today|tomorrow|next (?:" + "|".join(DAYS) + r"))(?: (?P<time>\d{1,2}:\d{2}))?")


class UnknownMoment(ValueError):
    """The text names no moment."""


def moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that `text` names, in UTC. Without a time of day it is the present one. Raises UnknownMoment.

    «next Monday» is the first Monday after today.
    """
    said = _SAID.fullmatch(text.strip().lower())
    try:
        if said is None:
            return _from_iso(text.strip(), zone)
        local = now.astimezone(zone)
        at = time.fromisoformat(said["time"].zfill(5)) if said["time"] else local.time()
        return datetime.combine(local.date() + _days_until(said["day"], local), at, zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UnknownMoment(text) from None


def _from_iso(text: str, zone: ZoneInfo) -> datetime:
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def _days_until(day: str, today: datetime) -> timedelta:
    match day:
        case "today":
            return timedelta()
        case "tomorrow":
            return timedelta(days=1)
    ahead = (DAYS.index(day.removeprefix("next ")) - today.weekday()) % len(DAYS)
    return timedelta(days=ahead or len(DAYS))
