"""A lesson as a screen: one card that a phone shows without much scrolling, its source named below."""

from collections.abc import Mapping
from typing import Any

from aiogram.enums import ButtonStyle

from handlers.rendering.rich_lessons import joined, paragraph, rich_card
from handlers.rendering.suggestions import why_line
from handlers.screens import Button, Rows, Screen, button
from handlers.staff.buttons import (
    BELOW,
    BookmarkButton,
    CheckButton,
    DidButton,
    SettingsAct,
    SettingsButton,
    UsefulButton,
    WhenButton,
)
from handlers.texts import Html, Translator, bold, html, lines
from lessons.definition import Lesson, LessonText
from lessons.studying import Opened


def lesson_screen(
    lesson: Lesson,
    t: Translator,
    *,
    why: Mapping[str, Any] | None = None,
    was_had: bool = True,
    is_bookmarked: bool = False,
    asks: bool = False,
    is_rich: bool = False,
) -> Screen:
    """The card. `why` are the numbers that suggested it; `asks` adds the question whether to go on like this.

    `is_rich` is for organisations that have turned rich messages on.
    """
    head = [why_line(why, t)] if why else []
    tail = [t("lesson.go_on_question")] if asks else []
    rows = [*card_rows(lesson.code, t, was_had=was_had, is_bookmarked=is_bookmarked)]
    if asks:
        rows.append(go_on_row(t))
    rich = joined(*map(paragraph, head), rich_card(lesson, t), *map(paragraph, tail)) if is_rich else None
    return Screen(lines(*head, card_text(lesson, t), *tail), rows, rich)


def opened_screen(opened: Opened, t: Translator, *, is_rich: bool) -> Screen:
    """The card as a person has it."""
    return lesson_screen(
        opened.lesson,
        t,
        why=opened.why,
        was_had=opened.was_had,
        is_bookmarked=opened.is_bookmarked,
        is_rich=is_rich,
    )


def card_text(lesson: Lesson, t: Translator) -> Html:
    """What, why, when, how, today's task, the common mistake, the source."""
    text = lesson.in_(t.language)
    steps = Html("\n".join(f"{number}. {html(step)}" for number, step in enumerate(text.how, 1)))
    return lines(
        Html(f"{bold(text.title)}\n{html(text.what)} {html(text.why)}"),
        Html(f"{t('lesson.when')} {html(text.when)}\n{steps}"),
        Html(f"{t.n('lesson.task', text.minutes)} {html(text.task)}\n{t('lesson.mistake')} {html(text.mistake)}"),
        _source(text, t),
    )


def card_rows(code: str, t: Translator, *, was_had: bool, is_bookmarked: bool) -> Rows:
    """The buttons below a card; only a lesson that was had has a question to answer and a task to report."""
    if not was_had:
        return [[bookmark_button(code, t, is_bookmarked=is_bookmarked)]]
    return [
        [button(t("staff_button.check"), CheckButton(lesson=code).pack(), ButtonStyle.PRIMARY)],
        [
            button(t("staff_button.did"), DidButton(lesson=code).pack()),
            button(t("staff_button.when"), WhenButton(lesson=code).pack()),
        ],
        [
            bookmark_button(code, t, is_bookmarked=is_bookmarked),
            button("👍", UsefulButton(lesson=code, useful=True).pack()),
            button("👎", UsefulButton(lesson=code, useful=False).pack()),
        ],
    ]


def go_on_row(t: Translator, value: int = BELOW) -> list[Button]:
    """Go on, at another hour, or not for now; the answer comes below, unless the value says otherwise."""
    return [
        button(t("staff_button.go_on"), SettingsButton(act=SettingsAct.GO_ON, value=value).pack()),
        button(t("staff_button.other_hour"), SettingsButton(act=SettingsAct.HOURS, value=value).pack()),
        button(t("staff_button.pause"), SettingsButton(act=SettingsAct.PAUSE, value=value).pack()),
    ]


def bookmark_button(code: str, t: Translator, *, is_bookmarked: bool) -> Button:
    """Set a bookmark, or remove the one there is."""
    label = t("staff_button.unmark") if is_bookmarked else t("staff_button.mark")
    return button(label, BookmarkButton(lesson=code, marked=not is_bookmarked).pack())


def _source(text: LessonText, t: Translator) -> Html:
    named = "; ".join(f"{source.name} ({source.licence})" for source in text.sources)
    return Html(f"<i>{t('lesson.source', sources=named)}</i>")
