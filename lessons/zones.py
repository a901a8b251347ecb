"""Time zones by the names of cities, in Russian and in English. What is only alike is asked about, never guessed."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import available_timezones

from babel.dates import get_timezone_location

from lessons.definition import LANGUAGES
from lessons.errors import UnknownZone
from lessons.names import folded

# One wrong letter in a word of six is 0.83.
ALIKE: Final = 0.75
# Cities after which no zone is named, most of more than half a million people, and names of a zone beside its city's.
LARGE_CITIES: Final[Mapping[str, str]] = {
    "Europe/Moscow": (
        "Санкт-Петербург, Петербург, Питер, Нижний Новгород, Казань, Ростов-на-Дону, Краснодар, Воронеж, Ярославль, "
        "Рязань, Тула, Пенза, Липецк, Набережные Челны, Махачкала, Ставрополь, Saint Petersburg, "
        "St Petersburg, Nizhny Novgorod, Kazan, Rostov-on-Don, Krasnodar, Voronezh, Yaroslavl, Ryazan, Tula, Penza, "
        "Lipetsk, Naberezhnye Chelny, Makhachkala, Stavropol"
    ),
    "Europe/Samara": "Тольятти, Ижевск, Tolyatti, Izhevsk",
    "Asia/Yekaterinburg": (
        "Челябинск, Уфа, Пермь, Тюмень, Оренбург, Сургут, Chelyabinsk, Ufa, Perm, Tyumen, Orenburg, Surgut"
    ),
    "Asia/Irkutsk": "Улан-Удэ, Ulan-Ude",
    "Asia/Vladivostok": "Хабаровск, Khabarovsk",
    "Asia/Kamchatka": "Петропавловск-Камчатский, Камчатка, Petropavlovsk-Kamchatsky",
    "Europe/Kyiv": "Киев",
    "Asia/Kolkata": "Калькутта, Дели, Мумбаи, Delhi, Mumbai",
    "Asia/Sakhalin": "Южно-Сахалинск, Сахалин, Yuzhno-Sakhalinsk",
}


def checked_zone(text: str) -> str:
    """A zone of the IANA list by its name or its city, in any case. Raises UnknownZone."""
    zone = _by_id().get(text.strip().casefold()) or _by_city().get(folded(text))
    if zone is None:
        raise UnknownZone
    return zone


def likely_zone(text: str) -> str | None:
    """The zone that a text with a typing error may mean; None for one that names a zone, or is like none."""
    written = folded(text)
    if text.strip().casefold() in _by_id() or written in _by_city():
        return None
    close = get_close_matches(written, _by_city(), n=1, cutoff=ALIKE)
    return _by_city()[close[0]] if close else None


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
