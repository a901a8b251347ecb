"""All lessons as pages of buttons, and what a look-up found."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.rendering.pages import page_of
from handlers.screens import Screen, button
from handlers.staff.buttons import LessonButton, SearchButton, ToolsButton
from handlers.texts import Translator
from lessons.definition import Lesson
from lessons.practising import Shelf

# Beside the best find; more would push the card off the screen.
MOST_OTHERS = 3


def tools_screen(lessons: Sequence[Lesson], shelf: Shelf, page: int, t: Translator, *, marked: bool) -> Screen:
    """One lesson a button: ✓ had, ★ bookmarked."""
    rows = page_of(
        lessons,
        page,
        lambda lesson: button(_label(lesson, shelf, t), LessonButton(lesson=lesson.code).pack()),
        lambda turned: ToolsButton(page=turned, marked=marked).pack(),
        t,
    )
    other = t("staff_button.all_tools") if marked else t("staff_button.bookmarks")
    below = [
        button(other, ToolsButton(page=0, marked=not marked).pack()),
        button(t("staff_button.search"), SearchButton().pack()),
    ]
    text = t("tools.bookmarks" if marked else "tools.all") if lessons else t("tools.no_bookmarks")
    return Screen(text, [*rows, below])


def found_screen(card: Screen, others: Sequence[Lesson], t: Translator) -> Screen:
    """The card of the best find; below its buttons, what else may have been meant."""
    rows = [
        [button(each.in_(t.language).title, LessonButton(lesson=each.code).pack())] for each in others[:MOST_OTHERS]
    ]
    return replace(card, rows=[*card.rows, *rows])


def _label(lesson: Lesson, shelf: Shelf, t: Translator) -> str:
    had = "✓ " if lesson.code in shelf.had else ""
    star = " ★" if lesson.code in shelf.bookmarked else ""
    return f"{had}{lesson.in_(t.language).title}{star}"
