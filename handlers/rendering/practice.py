"""Reports and if-then plans."""

from collections.abc import Sequence

from handlers.rendering.choices import in_rows
from handlers.rendering.moments import day_words, hour_words, short_day
from handlers.screens import Screen, button
from handlers.staff.buttons import LineButton, PlanButton
from handlers.texts import Html, Translator
from lessons.catalog_files import Catalog
from lessons.definition import Lesson
from lessons.practising import Moment, Planned
from storage.practice import Report

MOMENTS_IN_ROW = 2


def did_screen(lesson: Lesson, t: Translator) -> Screen:
    """Thanks, and a line if the person likes."""
    row = [button(t("staff_button.add_line"), LineButton(lesson=lesson.code).pack())]
    return Screen(t("practice.did", lesson=lesson.in_(t.language).title), [row])


def moments_screen(lesson: Lesson, moments: Sequence[Moment], t: Translator) -> Screen:
    """When will you do it?"""
    buttons = [
        button(
            t(
                "plan.today" if each.is_today else "plan.other_day",
                time=hour_words(each.hour, t.language),
                day=day_words(each.day, t.language),
            ),
            PlanButton(lesson=lesson.code, today=each.is_today, hour=each.hour).pack(),
        )
        for each in moments
    ]
    text = lesson.in_(t.language)
    return Screen(t("plan.when", lesson=text.title, task=text.task), in_rows(buttons, MOMENTS_IN_ROW))


def planned_screen(planned: Planned, t: Translator) -> Screen:
    """The plan in its form: if ..., then ..."""
    text, moment = planned.lesson.in_(t.language), planned.moment
    when = t(
        "plan.today" if moment.is_today else "plan.other_day",
        time=hour_words(moment.hour, t.language),
        day=day_words(moment.day, t.language),
    )
    return Screen(t("plan.kept", when=when, task=text.task))


def reports_text(reports: Sequence[Report], catalog: Catalog, t: Translator) -> Html:
    """What the person told so far, for themselves only."""
    told = [
        t(
            "practice.report" if each.line else "practice.report_plain",
            day=short_day(each.local_date, t.language),
            lesson=catalog.lessons[each.lesson].in_(t.language).title,
            line=each.line or "",
        )
        for each in reports
        if each.lesson is not None and each.lesson in catalog.lessons
    ]
    return Html("\n".join([t("practice.told"), *told])) if told else Html()
