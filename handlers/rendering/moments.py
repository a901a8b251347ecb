"""Days and moments as a language writes them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime


def day(value: date, language: str) -> str:
    """24 ноября 2026, 24 November 2026."""
    return format_date(value, format="d MMMM y", locale=language)


def moment(value: datetime, zone: ZoneInfo, language: str) -> str:
    """Day and time in a zone, which is named: a report is read elsewhere too."""
    return format_datetime(value.astimezone(zone), format="d MMM y, HH:mm zzz", locale=language)
