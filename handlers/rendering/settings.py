"""/settings as screens: every confirmation names the hour, the zone and the next message."""

from datetime import date

from aiogram.enums import ButtonStyle

from handlers.rendering.choices import hour_rows, in_rows, zone_rows
from handlers.rendering.moments import hour_words, moment_words, short_day, weekday_words, zone_words
from handlers.screens import Button, Screen, button
from handlers.staff.buttons import SettingsAct, SettingsButton
from handlers.texts import Html, Translator, lines
from lessons.overview import Overview

WEEK = range(1, 8)
IN_ROW = 2
DAYS_IN_ROW = 7


def settings_screen(overview: Overview, t: Translator, note: str = "") -> Screen:
    """Everything that is set, and a button for each."""
    enrollment, language = overview.enrollment, t.language
    facts = [
        t("settings.name", name=enrollment.shown_name, unit=enrollment.unit_name[language]),
        t("settings.course", course=overview.course.name.in_(language)),
        t(
            "settings.hour",
            hour=hour_words(enrollment.hour, language),
            zone=zone_words(enrollment.zone_in_use, language),
        ),
        *([t("settings.days_off", days=_days(enrollment.days_off, language))] if enrollment.days_off else []),
        *(_absence(each.first_day, each.last_day, t) for each in overview.absences),
        next_text(overview, t),
    ]
    acts = [
        _button(t("staff_button.hour"), SettingsAct.HOURS),
        _button(t("staff_button.zone"), SettingsAct.ZONES),
        _button(t("staff_button.days"), SettingsAct.DAYS),
        _button(t("staff_button.vacation"), SettingsAct.VACATION),
        _button(t("staff_button.pause_until"), SettingsAct.PAUSE_UNTIL),
        *_pause_or_go_on(overview, t),
        _button(t("staff_button.shown_name"), SettingsAct.NAME),
        _button(t("staff_button.language"), SettingsAct.LANGUAGE),
    ]
    leave = [_button(t("staff_button.leave"), SettingsAct.LEAVE, style=ButtonStyle.DANGER)]
    return Screen(lines(note, Html("\n".join(facts))), [*in_rows(acts, IN_ROW), leave])


def next_text(overview: Overview, t: Translator) -> Html:
    """When the next message comes, or why none does."""
    enrollment = overview.enrollment
    if enrollment.state == "finished":
        return Html(
            f"{t('settings.finished')} {t('settings.recall_on' if enrollment.recalls else 'settings.recall_off')}"
        )
    if enrollment.state == "paused":
        return t("settings.paused")
    if enrollment.next_due_at is None:
        return t("settings.none_due")
    if enrollment.next_due_at <= overview.now:
        return t("settings.next_now")
    day, time = moment_words(enrollment.next_due_at, enrollment.zone_in_use, t.language)
    return t("settings.next", day=day, time=time, zone=zone_words(enrollment.zone_in_use, t.language))


def hours_screen(t: Translator) -> Screen:
    """Another hour."""
    rows = hour_rows(t, lambda hour, label: _button(label, SettingsAct.HOUR, hour))
    return Screen(t("settings.ask_hour"), [*rows, _back(t)])


def zones_screen(t: Translator) -> Screen:
    """Another zone."""
    rows = zone_rows(t, lambda place, label: _button(label, SettingsAct.ZONE, place))
    other = [_button(t("staff_button.other_zone"), SettingsAct.OTHER_ZONE)]
    return Screen(t("settings.ask_zone"), [*rows, other, _back(t)])


def days_screen(days_off: str, t: Translator) -> Screen:
    """On which weekdays; ✓ stands before a day with a lesson."""
    buttons = [
        _button(f"{'' if str(day) in days_off else '✓ '}{weekday_words(day, t.language)}", SettingsAct.DAY, day)
        for day in WEEK
    ]
    return Screen(t("settings.ask_days"), [*in_rows(buttons, DAYS_IN_ROW), _back(t)])


def leave_screen(t: Translator) -> Screen:
    """Ask before erasing."""
    sure = _button(t("staff_button.leave_surely"), SettingsAct.LEAVE_SURELY, style=ButtonStyle.DANGER)
    return Screen(t("settings.ask_leave"), [[sure], _back(t)])


def recall_button(t: Translator, *, is_on: bool) -> Button:
    """Stop questions from memory after the course, or let them come again."""
    return _button(
        t("staff_button.recall_off" if is_on else "staff_button.recall_on"), SettingsAct.RECALL, int(not is_on)
    )


def _pause_or_go_on(overview: Overview, t: Translator) -> list[Button]:
    """After the course there is nothing to pause but questions from memory."""
    enrollment = overview.enrollment
    go_on = [_button(t("staff_button.go_on"), SettingsAct.GO_ON)]
    if enrollment.state == "finished":
        return [recall_button(t, is_on=enrollment.recalls), *(go_on if overview.absences else [])]
    if enrollment.state == "paused" or overview.absences:
        return go_on
    return [_button(t("staff_button.pause"), SettingsAct.PAUSE)]


def _absence(first_day: date, last_day: date, t: Translator) -> Html:
    return t("settings.absence", first=short_day(first_day, t.language), last=short_day(last_day, t.language))


def _days(days_off: str, language: str) -> Html:
    return Html(", ".join(weekday_words(int(day), language) for day in days_off))


def _back(t: Translator) -> list[Button]:
    return [_button(t("staff_button.back_to_settings"), SettingsAct.OPEN)]


def _button(label: str, act: SettingsAct, value: int = 0, style: ButtonStyle | None = None) -> Button:
    return button(label, SettingsButton(act=act, value=value).pack(), style)
