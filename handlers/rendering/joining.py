"""The steps of joining: name and unit, course, hour, zone."""

from collections.abc import Mapping

from aiogram.enums import ButtonStyle

from handlers.rendering.choices import hour_rows, zone_rows
from handlers.rendering.moments import hour_words, moment_words, zone_words
from handlers.screens import Button, Screen, button
from handlers.staff.buttons import JoinAct, JoinButton
from handlers.texts import Html, Translator
from lessons.plan import Course
from storage.enrollments import Enrollment


def name_screen(enrollment: Enrollment, t: Translator) -> Screen:
    """Who joins, where, and who will see what."""
    if not enrollment.shown_name:
        return Screen(t("join.name_missing", unit=enrollment.unit_name[t.language]))
    rows = [
        [_button(t("staff_button.name_fits"), JoinAct.NAME_FITS, style=ButtonStyle.PRIMARY)],
        [_button(t("staff_button.other_name"), JoinAct.OTHER_NAME)],
    ]
    text = t("join.name", name=enrollment.shown_name, unit=enrollment.unit_name[t.language])
    return Screen(text, rows)


def courses_screen(courses: Mapping[str, Course], t: Translator) -> Screen:
    """Which course."""
    listed = [
        t.n("join.course_is", len(course.days), course=course.name.in_(t.language), lessons=len(course.lessons))
        for course in courses.values()
    ]
    rows = [[_button(course.name.in_(t.language), JoinAct.COURSE, code)] for code, course in courses.items()]
    return Screen(Html("\n".join([t("join.course"), "", *listed])), rows)


def hours_screen(t: Translator) -> Screen:
    """At which hour."""
    return Screen(t("join.hour"), hour_rows(t, lambda hour, label: _button(label, JoinAct.HOUR, str(hour))))


def zones_screen(enrollment: Enrollment, t: Translator) -> Screen:
    """Where the person lives; the unit's zone comes first."""
    own = t("staff_button.zone_of_unit", zone=zone_words(enrollment.zone_in_use, t.language))
    rows: list[list[Button]] = [[_button(own, JoinAct.ZONE, style=ButtonStyle.PRIMARY)]]
    others = zone_rows(t, lambda place, label: _button(label, JoinAct.ZONE, str(place)))
    return Screen(t("join.zone"), [*rows, *others, [_button(t("staff_button.other_zone"), JoinAct.OTHER_ZONE)]])


def begun_text(enrollment: Enrollment, t: Translator) -> Html:
    """The hour, the zone and the exact time of the next lesson."""
    values = {
        "hour": hour_words(enrollment.hour, t.language),
        "zone": zone_words(enrollment.zone_in_use, t.language),
    }
    if enrollment.next_due_at is None:
        return t("join.begun", **values)
    day, time = moment_words(enrollment.next_due_at, enrollment.zone_in_use, t.language)
    return t("join.begun_next", day=day, time=time, **values)


def _button(label: str, act: JoinAct, value: str = "", style: ButtonStyle | None = None) -> Button:
    return button(label, JoinButton(act=act, value=value).pack(), style)
