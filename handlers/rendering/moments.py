"""Dates, hours and zones as a language writes them."""

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_day_names, get_timezone_location

from handlers.texts import Html, html

# Zones of a fixed offset in whole hours, such as Etc/GMT-3 for UTC+3.
BY_OFFSET: Final = "Etc/GMT"
TURNED: Final = str.maketrans("+-", "−+")


def day_words(day: date, language: str) -> Html:
    """Tuesday, 24 November, in the language."""
    pattern = "EEEE, d MMMM" if language == "ru" else "EEEE d MMMM"
    return html(format_date(day, pattern, locale=language))


def short_day(day: date, language: str) -> Html:
    """24.11.2026, as the language writes a date in figures."""
    return html(format_date(day, "dd.MM.yyyy" if language == "ru" else "d MMM yyyy", locale=language))


def hour_words(hour: int, language: str) -> Html:
    """An hour of the 24-hour clock, in use for working hours in both languages."""
    return html(format_time(time(hour), "HH:mm", locale=language))


def zone_words(zone: str, language: str) -> Html:
    """The city that a zone is named after, in the language; its offset or its plain name where there is none."""
    if zone.startswith(BY_OFFSET):
        # The signs of POSIX are the other way round from those that people write.
        return html(f"UTC{zone.removeprefix(BY_OFFSET).translate(TURNED)}")
    return html(get_timezone_location(zone, locale=language, return_city=True) if "/" in zone else zone)


def weekday_words(weekday: int, language: str) -> Html:
    """Mon, Tue ...: the short name of an ISO weekday."""
    return html(get_day_names("abbreviated", "stand-alone", locale=language)[weekday - 1])


def moment_words(moment: datetime, zone: str, language: str) -> tuple[Html, Html]:
    """The day and the time of a moment where somebody is."""
    local = moment.astimezone(ZoneInfo(zone))
    return day_words(local.date(), language), html(format_time(local, "HH:mm", locale=language))
