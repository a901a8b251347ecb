"""Time zones by the names of cities, in Russian and in English. What is only alike is asked about, never guessed."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import available_timezones

from babel.dates import get_timezone_location

from lessons.cities import LARGE_CITIES
from lessons.definition import LANGUAGES
from lessons.errors import UnknownZone
from lessons.names import folded

# One wrong letter in a word of six is 0.83.
ALIKE: Final = 0.75
# A shorter word is one wrong letter away from too many cities.
SHORTEST_ALIKE: Final = 5
# UTC+3, GMT-5, МСК+4: whole hours from Greenwich or from Moscow.
_OFFSET: Final = re.compile(r"(utc|gmt|мск|msk)\s*([+\-−–])\s*(\d{1,2})(?::?00)?")
MOSCOW_FROM_UTC: Final = 3


def checked_zone(text: str) -> str:
    """A zone of the IANA list by its name, its city or its offset in whole hours, in any case. Raises UnknownZone."""
    zone = _by_id().get(text.strip().casefold()) or _by_offset(text) or _by_city().get(folded(text))
    if zone is None:
        raise UnknownZone
    return zone


def likely_zone(text: str) -> str | None:
    """The zone that a text with a typing error may mean; None for one that names a zone, is like none, or is short."""
    written = folded(text)
    if len(written) < SHORTEST_ALIKE or _by_offset(text) or text.strip().casefold() in _by_id():
        return None
    if written in _by_city():
        return None
    close = get_close_matches(written, _by_city(), n=1, cutoff=ALIKE)
    return _by_city()[close[0]] if close else None


def _by_offset(text: str) -> str | None:
    match = _OFFSET.fullmatch(text.strip().casefold())
    if match is None:
        return None
    hours = int(match[3]) * (1 if match[2] == "+" else -1)
    hours += MOSCOW_FROM_UTC if match[1] in ("мск", "msk") else 0
    # The signs of POSIX: what is east of Greenwich is behind a minus.
    return _by_id().get(f"etc/gmt{-hours:+}") if hours else "UTC"


@cache
def _by_id() -> Mapping[str, str]:
    return {zone.casefold(): zone for zone in available_timezones() if "/" in zone or zone == "UTC"}


@cache
def _by_city() -> Mapping[str, str]:
    """Zones by every name of their cities. Of two names of a zone the one that is in use now is taken."""
    found: dict[str, str] = {}
    for zone, cities in LARGE_CITIES.items():
        found |= {folded(city): zone for city in cities.split(",")}
    for zone in sorted(available_timezones(), key=lambda zone: (zone not in _current(), zone)):
        # The signs of Etc/GMT+3 are those of POSIX, and nobody's city.
        if "/" in zone and not zone.startswith("Etc/"):
            for language in LANGUAGES:
                found.setdefault(folded(get_timezone_location(zone, locale=language, return_city=True)), zone)
            found.setdefault(folded(zone.rpartition("/")[2]), zone)
            found[folded(zone)] = zone
    return found


@cache
def _current() -> frozenset[str]:
    """The zones of today's list, without those that are kept for the sake of old names."""
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    return frozenset(line.split("\t")[2] for line in lines if line and not line.startswith("#"))
