"""What the course sends by itself: the day's lesson, practice, the end, a silence that asks, reminders, plans."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram.enums import ButtonStyle

from handlers.rendering.lessons import go_on_row, lesson_screen
from handlers.rendering.settings import recall_button
from handlers.screens import Screen, button
from handlers.staff.buttons import (
    IN_PLACE,
    CertificateButton,
    DidButton,
    LessonButton,
    NothingButton,
    ReviewButton,
    TodayButton,
    WhenButton,
)
from handlers.texts import Html, Translator, lines
from lessons.catalog_files import Catalog
from lessons.course_days import RECALL, SILENCE
from lessons.plan import FINAL, PRACTICE


def day_screen(payload: Mapping[str, Any], catalog: Catalog, t: Translator, *, is_rich: bool = False) -> Screen:
    """The daily message; the payload is lessons.messages.DayPayload."""
    content = payload["content"]
    if content == PRACTICE:
        return practice_screen(payload["lessons"], catalog, t, asks=payload["ask"])
    if content == FINAL:
        return final_screen(t)
    if content == RECALL:
        return recall_screen(len(payload["lessons"]), t)
    if content == SILENCE:
        return Screen(t("course.silence"), [go_on_row(t, IN_PLACE)[:2]])
    lesson = catalog.lessons.get(content)
    # An author may remove a lesson that waits in the outbox.
    if lesson is None:
        return _gone(t)
    return lesson_screen(lesson, t, why=payload["why"], asks=payload["ask"], is_rich=is_rich)


def practice_screen(codes: Sequence[str], catalog: Catalog, t: Translator, *, asks: bool = False) -> Screen:
    """What did you try? One button a lesson of the week, and questions from memory."""
    lessons = [catalog.lessons[code] for code in codes if code in catalog.lessons]
    rows = [[button(each.in_(t.language).title, DidButton(lesson=each.code).pack())] for each in lessons]
    rows.append([button(t("staff_button.tried_nothing"), NothingButton().pack())])
    rows.append([button(t("staff_button.recall"), ReviewButton().pack(), ButtonStyle.PRIMARY)])
    if asks:
        rows.append(go_on_row(t))
    return Screen(lines(t("practice.what"), t("lesson.go_on_question") if asks else Html()), rows)


def final_screen(t: Translator) -> Screen:
    """The course is finished."""
    rows = [
        [button(t("staff_button.certificate"), CertificateButton().pack(), ButtonStyle.SUCCESS)],
        [button(t("staff_button.recall"), ReviewButton().pack())],
    ]
    return Screen(t("course.finished"), rows)


def recall_screen(count: int, t: Translator) -> Screen:
    """So many questions from memory, and a way to have none come."""
    rows = [
        [button(t("staff_button.recall"), ReviewButton().pack(), ButtonStyle.PRIMARY)],
        [recall_button(t, is_on=True)],
    ]
    return Screen(t.n("course.recall", count), rows)


def reminder_screen(payload: Mapping[str, Any], catalog: Catalog, t: Translator) -> Screen:
    """A second word; the payload is lessons.messages.ReminderPayload."""
    lesson = catalog.lessons.get(payload["content"])
    text = t("reminder.lesson", lesson=lesson.in_(t.language).title) if lesson else t("reminder.practice")
    return Screen(text, [[button(t("staff_button.open"), TodayButton().pack(), ButtonStyle.PRIMARY)]])


def echo_screen(payload: Mapping[str, Any], catalog: Catalog, t: Translator) -> Screen:
    """The plan comes back; the payload is lessons.messages.EchoPayload."""
    lesson = catalog.lessons.get(payload["lesson"])
    if lesson is None:
        return _gone(t)
    text = lesson.in_(t.language)
    rows = [
        [
            button(t("staff_button.did"), DidButton(lesson=lesson.code).pack(), ButtonStyle.SUCCESS),
            button(t("staff_button.later"), WhenButton(lesson=lesson.code).pack()),
        ],
        [button(t("staff_button.open"), LessonButton(lesson=lesson.code).pack())],
    ]
    return Screen(t("plan.echo", lesson=text.title, task=text.task), rows)


def _gone(t: Translator) -> Screen:
    return Screen(t("error.unknown_lesson"))
