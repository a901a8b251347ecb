"""Digests, alerts and the wishes of a coordinator as screens."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from aiogram.enums import ButtonStyle

from handlers.coordinator.buttons import View
from handlers.coordinator.digest_buttons import FREQUENCIES, DigestAlertsButton, DigestButton, DigestHourButton
from handlers.coordinator.summary_keyboard import keyboard, slice_button
from handlers.rendering.dates import period_name
from handlers.rendering.numbers import between, number
from handlers.rendering.summaries import summary_text
from handlers.screens import Button, Screen, button
from handlers.texts import Html, Translator, bold, html, lines
from storage.digests import Frequency, Wish
from surveys.alerts import Alert
from surveys.intervals import Interval
from surveys.scores import PERCENT
from surveys.summary import Summary

PLACES: Final = 1
# More of them make no message; the rest is told as a number.
MOST_ALERTS: Final = 10
HOURS: Final = range(24)
HOURS_IN_ROW: Final = 6


def digest_screen(summary: Summary, frequency: Frequency, today: date, t: Translator) -> Screen:
    """What /summary says about the period, with its buttons."""
    text = lines(t(f"digest.title_{frequency}"), summary_text(summary, t))
    return Screen(text, keyboard(summary, View.OVERVIEW, today, t))


def alerts_screen(alerts: Sequence[Alert], t: Translator) -> Screen:
    """The service points whose week is out of the ordinary, each with a button to its summary."""
    listed = [_alert(each, t) for each in alerts[:MOST_ALERTS]]
    rest = len(alerts) - len(listed)
    text = lines(
        bold(t("alerts.title", period=period_name(alerts[0].week, t))),
        *listed,
        t.n("alerts.more", rest) if rest else "",
        t("alerts.note"),
    )
    return Screen(text, [[_to_summary(each, t)] for each in alerts[:MOST_ALERTS]])


def wish_screen(wish: Wish, zone: str, t: Translator) -> Screen:
    """What the coordinator gets, and what else they may choose."""
    when = t(f"digest.is_{wish.frequency}", hour=_hour(wish.hour), zone=zone)
    text = lines(bold(t("digest.wishes")), when, t("digest.alerts_on" if wish.alerts else "digest.alerts_off"))
    frequencies = [
        button(
            t(f"button.digest_{each}"),
            DigestButton(frequency=each).pack(),
            ButtonStyle.PRIMARY if each == wish.frequency else None,
        )
        for each in FREQUENCIES
    ]
    hour = [button(t("button.digest_hour"), DigestHourButton(hour=None).pack())]
    alerts = [
        button(
            t("button.alerts_off" if wish.alerts else "button.alerts_on"), DigestAlertsButton(on=not wish.alerts).pack()
        )
    ]
    return Screen(text, [frequencies, *([hour] if wish.frequency != "never" else []), alerts])


def hours_screen(zone: str, t: Translator) -> Screen:
    """The hours of a day."""
    buttons = [button(_hour(hour), DigestHourButton(hour=hour).pack()) for hour in HOURS]
    rows = [buttons[start : start + HOURS_IN_ROW] for start in range(0, len(buttons), HOURS_IN_ROW)]
    return Screen(t("digest.ask_hour", zone=zone), rows)


def _alert(alert: Alert, t: Translator) -> Html:
    crossing, point = alert.crossing, alert.touchpoint
    bounds = Interval(PERCENT * crossing.limits.low, PERCENT * crossing.limits.high)
    where = bold(f"{point.service[t.language]} · {point.unit_name[t.language]}")
    return Html(
        f"{where}\n"
        + t(
            f"alerts.{crossing.direction}",
            metric=t(f"metric.{alert.question.metric}"),
            share=number(PERCENT * crossing.share, PLACES, t.language),
            usual=number(PERCENT * crossing.centre, PLACES, t.language),
            limits=between(bounds, PLACES, t.language),
            n=alert.n,
        )
    )


def _to_summary(alert: Alert, t: Translator) -> Button:
    point = alert.touchpoint
    label = f"{point.service[t.language]} · {point.unit_name[t.language]}"
    return button(label, slice_button(alert.week, point=point.id).pack())


def _hour(hour: int) -> str:
    return html(f"{hour:02}:00")
