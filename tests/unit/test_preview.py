"""A preview travels in its buttons: what is written is read again, and every way through ends at the thanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import load_catalogs
from handlers.authoring.buttons import PreviewButton, Source
from handlers.authoring.previewing import MOST_ANSWERS, beginning, preview_screen
from handlers.limits import LONGEST_CALLBACK_DATA
from surveys import preview
from surveys.catalog_files import load_catalog
from surveys.definition import MOST_OPTIONS, Survey
from surveys.errors import DraftChanged
from surveys.flow import Answer
from surveys.preview import Glance

CATALOG = load_catalog()
TEXTS = load_catalogs()
LARGEST_ID = 2**31 - 1


@given(st.sampled_from(list(CATALOG.values())), st.data())
def test_every_way_through_a_preview_ends_and_its_buttons_are_read_again(survey: Survey, data: st.DataObject) -> None:
    t = TEXTS(data.draw(st.sampled_from(["ru", "en"])), easy=data.draw(st.booleans()))
    at = PreviewButton.unpack(beginning(survey, Source.VERSION, LARGEST_ID))
    for _ in range(60):
        glance = preview.read(survey, at.position, at.answers)
        assert preview.read(glance.survey, glance.position, preview.written(glance)) == glance
        screen = preview_screen(glance, at, t)
        assert all(len(each["callback_data"].encode()) <= LONGEST_CALLBACK_DATA for row in screen.rows for each in row)
        if glance.position is None:
            return
        # The last row leaves the preview, "back" would make the way endless.
        onward = [each for row in screen.rows[:-1] for each in row if "✓" not in each["text"]]
        onward = [each for each in onward if each["text"] != t("button.back")]
        at = PreviewButton.unpack(data.draw(st.sampled_from(onward))["callback_data"])
    # Only a question of several options can hold somebody for so long.
    assert survey.questions[at.position or 0].kind == "several"


@given(st.sampled_from(list(CATALOG.values())), st.integers(-5, 99), st.text("0123456789abcfsxyz-", max_size=20))
def test_what_was_forged_is_a_preview_or_is_refused(survey: Survey, position: int, text: str) -> None:
    try:
        glance = preview.read(survey, position, text)
    except DraftChanged:
        return
    assert preview.read(glance.survey, glance.position, preview.written(glance)) == glance


def test_a_question_of_several_options_is_a_set_of_places() -> None:
    survey = CATALOG["post_service"]
    answers = {
        "resolved": Answer("resolved", "answered", options=("partly",)),
        "effort": Answer("effort", "answered", number=7),
        "satisfaction": Answer("satisfaction", "not_applicable"),
        "drivers": Answer("drivers", "answered", options=("ease", "other")),
        "comment": Answer("comment", "skipped"),
    }
    assert preview.written(Glance(survey, None, answers)) == "16x082s"
    assert preview.read(survey, None, "16x082s").answers == answers


@pytest.mark.parametrize("text", ["9", "16x0820s", "zz"])
def test_what_does_not_fit_the_survey_is_refused(text: str) -> None:
    with pytest.raises(DraftChanged):
        preview.read(CATALOG["post_service"], 0, text)


def test_the_set_of_places_holds_as_many_options_as_a_question_may_have() -> None:
    assert 4 * len("fff") >= MOST_OPTIONS
    assert sum(3 if each.kind == "several" else 1 for each in CATALOG["post_service"].questions) < MOST_ANSWERS
