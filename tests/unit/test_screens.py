"""No screen of a survey exceeds a limit of Telegram, whatever the survey says and whatever was answered."""

from collections.abc import Iterator

import pytest

from bot.sandbox.markup.formatting import formatted
from bot.texts import load_catalogs
from handlers.limits import (
    LONGEST_CALLBACK_DATA,
    LONGEST_MESSAGE,
    MOST_BUTTONS,
    MOST_BUTTONS_IN_ROW,
    utf16_length,
)
from handlers.rendering.questions import screen_of
from handlers.screens import Screen
from storage.responses import ID_BITS
from surveys.catalog_files import load_catalog
from surveys.definition import (
    LONGEST_LABEL,
    LONGEST_NAME,
    LONGEST_PARAGRAPH,
    LONGEST_QUESTION,
    MOST_OPTIONS,
    Question,
    Survey,
)
from surveys.flow import Answer
from surveys.sheets import Step

LANGUAGES = ("ru", "en")
# Two UTF-16 units each, the most a character takes, and one that HTML spells with five characters.
WIDE, MARKUP = "𝔄", "&"


def long(length: int) -> dict[str, str]:
    """A text as long as it may be."""
    half = length // 2
    return dict.fromkeys(LANGUAGES, WIDE * half + MARKUP * (length - half))


def longest_survey() -> Survey:
    """As much of everything as a definition may hold."""
    options = [{"code": f"option_{number:0>17}", "text": long(LONGEST_LABEL)} for number in range(MOST_OPTIONS)]
    question = {"text": long(LONGEST_QUESTION), "not_applicable": True}
    return Survey.model_validate(
        {
            "code": "longest",
            "name": long(LONGEST_NAME),
            "intro": long(LONGEST_PARAGRAPH),
            "thanks": long(LONGEST_PARAGRAPH),
            "questions": [
                {**question, "code": "single", "kind": "single", "options": options, "required": True},
                {**question, "code": "several", "kind": "several", "options": options},
                {**question, "code": "comment", "kind": "comment"},
                {**question, "code": "last", "kind": "comment"},
            ],
        }
    )


SURVEYS = [*load_catalog().values(), longest_survey()]


def steps(survey: Survey) -> Iterator[Step]:
    """Every question with everything answered at the greatest length, and the thanks."""
    answers = {question.code: longest_answer(question) for question in survey.questions}
    for position in (*range(len(survey.questions)), None):
        yield Step(2**ID_BITS - 1, survey, position, answers, long(LONGEST_NAME), long(LONGEST_NAME), None)


def longest_answer(question: Question) -> Answer:
    if question.kind == "comment":
        # As much as a message can bring: 4096 UTF-16 units.
        return Answer(question.code, "answered", comment=WIDE * (LONGEST_MESSAGE // 2))
    if question.is_numeric:
        return Answer(question.code, "answered", number=int(question.codes[-1]))
    return Answer(question.code, "answered", options=question.codes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("survey", SURVEYS, ids=[survey.code for survey in SURVEYS])
def test_every_question_fits(survey: Survey, language: str) -> None:
    t = load_catalogs()(language)
    for step in steps(survey):
        assert_fits(screen_of(step, t))


def assert_fits(screen: Screen) -> None:
    assert 1 <= utf16_length(formatted(screen.text, "HTML").text) <= LONGEST_MESSAGE
    buttons = [button for row in screen.rows for button in row]
    assert len(buttons) <= MOST_BUTTONS
    assert all(1 <= len(row) <= MOST_BUTTONS_IN_ROW for row in screen.rows)
    assert all(1 <= len(button["callback_data"].encode()) <= LONGEST_CALLBACK_DATA for button in buttons)
