"""Every lesson, in every language and in every screen that shows it, stays within Telegram's limits."""

import re
from datetime import date
from html import unescape

import pytest
from aiogram.types import InputRichMessage

from bot.sandbox.files import Files
from bot.sandbox.rich.reading import rich_content
from bot.texts import load_catalogs
from handlers import limits
from handlers.inline.glossary import _article
from handlers.rendering.checks import answered_screen, asked_screen
from handlers.rendering.course_days import day_screen, echo_screen, practice_screen, reminder_screen
from handlers.rendering.lessons import lesson_screen
from handlers.rendering.previews import preview_screen, previews_screen
from handlers.rendering.suggestions import why_line
from handlers.rendering.tools import tools_screen
from handlers.screens import Screen
from lessons.catalog_files import load_catalog
from lessons.course_days import RECALL, SILENCE
from lessons.plan import FINAL, PRACTICE
from lessons.practising import Shelf
from lessons.studying import Answered, Asked
from storage.checks import Check

CATALOG, TEXTS = load_catalog(), load_catalogs()
DRIVERS = ("effectiveness", "ease", "efficiency", "transparency", "humanity", "employee", "place", "other")
LANGUAGES = ("ru", "en")
WHY = {"share": 0.456, "others": 0.123, "n": 12345, "first": "2026-08-10", "last": "2026-09-08"}
codes = pytest.mark.parametrize("code", CATALOG.lessons)
languages = pytest.mark.parametrize("language", LANGUAGES)
# An inline result's title and description are cut by the messenger; the message is what has a limit.
LONGEST_RESULT_ID = 64
LINES_OF_A_SCREEN = 34


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "en",
            "46 % of the people who answered about us said that how they were treated got in the way",
        ),
        ("en", "Answers: 12,345, 10 Aug\u2009–\u20098 Sept 2026."),
        ("ru", "46 % ответивших о нас назвали помехой «отношение к людям», о других подразделениях — 12 %."),
        ("ru", "Ответов: 12\u00a0345, 10 авг. – 8 сент. 2026."),
    ],
)
def test_the_reason_of_a_suggestion_names_the_true_days_of_the_answers(language: str, says: str) -> None:
    assert says in why_line({**WHY, "driver": "humanity"}, TEXTS(language))


@pytest.mark.parametrize(("language", "says"), [("en", "that something else got"), ("ru", "помехой «другие причины»")])
def test_a_driver_of_the_organisations_own_is_never_shown_as_a_code(language: str, says: str) -> None:
    line = why_line({**WHY, "driver": "parking"}, TEXTS(language))
    assert says in line
    assert "parking" not in line


def fits(screen: Screen) -> None:
    """Fail for what Telegram refuses."""
    shown = unescape(re.sub(r"<[^>]+>", "", screen.text))
    assert 0 < limits.utf16_length(shown) <= limits.LONGEST_MESSAGE
    buttons = [button for row in screen.rows for button in row]
    assert len(buttons) <= limits.MOST_BUTTONS
    assert all(0 < len(row) <= limits.MOST_BUTTONS_IN_ROW for row in screen.rows)
    for button in buttons:
        assert button["text"]
        assert len(button["callback_data"].encode()) <= limits.LONGEST_CALLBACK_DATA


def fits_richly(screen: Screen) -> None:
    """Fail for what Telegram refuses of a rich message; the sandbox reads it as Telegram does."""
    assert screen.rich is not None
    content = rich_content(Files(), InputRichMessage(html=screen.rich))
    assert 0 < limits.utf16_length(content.text) <= limits.LONGEST_RICH_MESSAGE
    assert screen.rich.count("<p>") + screen.rich.count("<li>") + 3 <= limits.MOST_RICH_BLOCKS
    fits(screen)


@codes
@languages
def test_a_card_fits_with_everything_on_it(code: str, language: str) -> None:
    lesson, t = CATALOG.lessons[code], TEXTS(language)
    for driver in DRIVERS:
        why = {**WHY, "driver": driver}
        fits(lesson_screen(lesson, t, why=why, asks=True, is_bookmarked=True))
        fits_richly(lesson_screen(lesson, t, why=why, asks=True, is_bookmarked=True, is_rich=True))
    fits(lesson_screen(lesson, t, was_had=False))
    fits_richly(lesson_screen(lesson, t, was_had=False, is_rich=True))


@codes
@languages
def test_a_rich_card_says_what_the_plain_one_says(code: str, language: str) -> None:
    screen = lesson_screen(CATALOG.lessons[code], TEXTS(language), is_rich=True)
    plain = re.sub(r"(?m)^\d\. ", "", unescape(re.sub(r"<[^>]+>", "", screen.text)))
    assert screen.rich is not None
    assert rich_content(Files(), InputRichMessage(html=screen.rich)).text.split() == plain.split()


@codes
@languages
def test_a_card_is_one_screen(code: str, language: str) -> None:
    lines = re.sub(r"<[^>]+>", "", lesson_screen(CATALOG.lessons[code], TEXTS(language)).text).split("\n")
    # A phone shows about 45 characters a line.
    assert sum(1 + len(line) // 45 for line in lines) <= LINES_OF_A_SCREEN


@codes
@languages
@pytest.mark.parametrize("option", [None, 0, 3])
def test_a_question_and_its_answer_fit(code: str, language: str, option: int | None) -> None:
    lesson, t = CATALOG.lessons[code], TEXTS(language)
    for kind in ("first", "review"):
        fits(asked_screen(Asked(Check(2**31 - 1, code, kind, None, None, None), lesson), t))
        answered = Asked(Check(2**31 - 1, code, kind, date(2026, 9, 7), option, option == 0), lesson)
        fits(answered_screen(Answered(answered, another=True, finished=True), t))


@codes
@languages
def test_previews_echoes_and_reminders_fit(code: str, language: str) -> None:
    lesson, t = CATALOG.lessons[code], TEXTS(language)
    fits(preview_screen(lesson, language, TEXTS, t))
    fits_richly(preview_screen(lesson, language, TEXTS, t, is_rich=True))
    fits(echo_screen({"lesson": code}, CATALOG, t))
    fits(reminder_screen({"content": code}, CATALOG, t))


@languages
@pytest.mark.parametrize("content", [PRACTICE, FINAL, SILENCE, RECALL, "a_lesson_that_was_removed"])
def test_days_without_a_lesson_fit(content: str, language: str) -> None:
    week = list(CATALOG.lessons)[:4]
    for asks in (False, True):
        fits(day_screen({"content": content, "lessons": week, "why": None, "ask": asks}, CATALOG, TEXTS(language)))
    fits(practice_screen(["a_lesson_that_was_removed"], CATALOG, TEXTS(language)))


@languages
def test_every_page_of_all_lessons_fits(language: str) -> None:
    shelf = Shelf(frozenset(CATALOG.lessons), frozenset(CATALOG.lessons))
    for page in range(6):
        fits(tools_screen(list(CATALOG.lessons.values()), shelf, page, TEXTS(language), marked=False))
        fits(previews_screen(CATALOG, page, TEXTS(language)))


@codes
@languages
def test_an_inline_card_fits(code: str, language: str) -> None:
    article = _article(CATALOG.lessons[code], TEXTS(language))
    assert len(article.id.encode()) <= LONGEST_RESULT_ID
    text = re.sub(r"<[^>]+>", "", article.input_message_content.message_text)  # type: ignore[union-attr]
    assert limits.utf16_length(unescape(text)) <= limits.LONGEST_MESSAGE
