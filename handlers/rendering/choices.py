"""Hours and zones as rows of buttons, and a zone that may have been meant."""

from collections.abc import Callable, Sequence
from datetime import datetime

from aiogram.enums import ButtonStyle

from handlers.rendering.moments import hour_words, moment_words, zone_words
from handlers.screens import Button, Rows, Screen, button
from handlers.staff.buttons import ZoneButton
from handlers.staff.zones import OFFERED
from handlers.texts import Translator
from lessons.schedule import FIRST_HOUR, LAST_HOUR

HOURS_IN_ROW = 5
ZONES_IN_ROW = 2

# Makes the button of a value with its label.
Make = Callable[[int, str], Button]


def hour_rows(t: Translator, make: Make) -> Rows:
    """The hours a person may choose."""
    return in_rows(
        [make(hour, hour_words(hour, t.language)) for hour in range(FIRST_HOUR, LAST_HOUR + 1)], HOURS_IN_ROW
    )


def zone_rows(t: Translator, make: Make) -> Rows:
    """The zones that are offered, by their places in the list."""
    return in_rows([make(place, zone_words(zone, t.language)) for place, zone in enumerate(OFFERED)], ZONES_IN_ROW)


def likely_zone_screen(zone: str, now: datetime, t: Translator) -> Screen:
    """Was this zone meant? Another text is taken as well."""
    city = zone_words(zone, t.language)
    _, time = moment_words(now, zone, t.language)
    meant = button(t("staff_button.zone_meant", city=city), ZoneButton(zone=zone).pack(), ButtonStyle.PRIMARY)
    return Screen(t("settings.zone_meant", city=city, zone=zone, time=time), [[meant]])


def in_rows(buttons: Sequence[Button], width: int) -> Rows:
    """So many buttons a row."""
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]
