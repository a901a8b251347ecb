"""A calendar of buttons: the days of a month, or the months of a year; what can't be chosen is a dot."""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Final

from babel.dates import get_day_names

from handlers.coordinator.dates_buttons import DatesAct, DatesButton
from handlers.rendering.choices import in_rows
from handlers.rendering.dates import day, month_label
from handlers.screens import Button, Screen, button
from handlers.texts import Html, Translator, lines
from surveys import periods

CLOSED: Final = "·"
MONTHS_IN_ROW: Final = 3
MONTHS: Final = range(1, 13)


def month_screen(at: DatesButton, shown: date, today: date, t: Translator) -> Screen:
    """The days of the month that `shown` is in, Monday first."""
    weeks = [
        [_day(at, shown.replace(day=number) if number else None, today) for number in week]
        for week in calendar.monthcalendar(shown.year, shown.month)
    ]
    return Screen(_question(at, t), [_months_near(at, shown, today, t), _weekdays(at, shown, t), *weeks, _ways(at, t)])


def year_screen(at: DatesButton, shown: date, today: date, t: Translator) -> Screen:
    """The months of the year that `shown` is in."""
    months = [_month(at, date(shown.year, number, 1), today, t) for number in MONTHS]
    years = [
        button(str(each), at.to(DatesAct.YEAR, date(each, 1, 1)))
        for each in (shown.year - 1, shown.year, shown.year + 1)
        if _earliest(at).year <= each <= today.year
    ]
    return Screen(_question(at, t), [years, *in_rows(months, MONTHS_IN_ROW), _ways(at, t)])


def _question(at: DatesButton, t: Translator) -> Html:
    first = at.begins()
    question = t("dates.ask_last", first=day(first, t.language)) if first else t("dates.ask_first")
    return lines(question, t("dates.widened"))


def _earliest(at: DatesButton) -> date:
    return at.begins() or date(periods.YEARS.start, 1, 1)


def _day(at: DatesButton, value: date | None, today: date) -> Button:
    if value is None or not _earliest(at) <= value <= today:
        return button(CLOSED, at.to(DatesAct.CLOSED, today))
    mark = "✓ " if value == at.begins() else ""
    return button(f"{mark}{value.day}", at.to(DatesAct.CHOOSE, value))


def _month(at: DatesButton, first: date, today: date, t: Translator) -> Button:
    if not _earliest(at).replace(day=1) <= first <= today:
        return button(CLOSED, at.to(DatesAct.CLOSED, today))
    return button(month_label(first, t.language), at.to(DatesAct.MONTH, first))


def _months_near(at: DatesButton, shown: date, today: date, t: Translator) -> Sequence[Button]:
    """The month before, the one that is shown, which opens its year, and the one after."""
    month = periods.month_of(shown)
    before, after = month.previous(), month.next()
    row = [button(month_label(month.first, t.language), at.to(DatesAct.YEAR, month.first))]
    if before.last >= _earliest(at):
        row.insert(0, button("←", at.to(DatesAct.MONTH, before.first)))
    if after.first <= today:
        row.append(button("→", at.to(DatesAct.MONTH, after.first)))
    return row


def _weekdays(at: DatesButton, shown: date, t: Translator) -> Sequence[Button]:
    names = get_day_names("short", "stand-alone", t.language)
    return [button(str(names[number]), at.to(DatesAct.CLOSED, shown)) for number in range(len(names))]


def _ways(at: DatesButton, t: Translator) -> Sequence[Button]:
    """Out of the choice, or back to the first day."""
    first = at.begins()
    again = [button(t("button.other_first_day"), at.after(None).to(DatesAct.MONTH, first))] if first else []
    return [*again, button(t("button.cancel"), at.to(DatesAct.CANCEL, at.on()))]
