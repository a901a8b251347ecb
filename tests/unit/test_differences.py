"""What versions say differently, and how a version becomes a file again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import places
from surveys.catalog_files import load_catalog
from surveys.definition import Survey
from surveys.differences import Change, differences
from surveys.survey_files import as_yaml
from surveys.wordings import load_wordings

CATALOG = load_catalog()
POST_SERVICE = CATALOG["post_service"]
TEXT = {"ru": "Новое", "en": "New"}


def changed(**fields: object) -> Survey:
    return Survey.model_validate({**POST_SERVICE.model_dump(), **fields})


def question(code: str, **fields: object) -> Survey:
    questions = [{**each.model_dump(), **(fields if each.code == code else {})} for each in POST_SERVICE.questions]
    return changed(questions=questions)


@pytest.mark.parametrize("survey", CATALOG.values(), ids=CATALOG)
def test_a_survey_does_not_differ_from_itself(survey: Survey) -> None:
    assert differences(survey, survey) == []


def test_texts_differ_language_by_language() -> None:
    new = changed(thanks={**POST_SERVICE.thanks.model_dump(), "en": "Thanks"})  # type: ignore[union-attr]
    assert differences(POST_SERVICE, new) == [
        Change("text", "thanks", None, "en", POST_SERVICE.thanks.en, "Thanks")  # type: ignore[union-attr]
    ]
    assert [each.after for each in differences(POST_SERVICE, changed(intro=None))] == [None, None]


def test_questions_and_options_are_compared_by_code_not_by_place() -> None:
    drivers = POST_SERVICE.question("drivers")
    turned = [option.model_dump() for option in reversed(drivers.options)]
    assert differences(POST_SERVICE, question("drivers", options=turned)) == []
    fewer = [*turned[1:], {"code": "option_1", "text": TEXT}]
    kinds = [(each.kind, each.option) for each in differences(POST_SERVICE, question("drivers", options=fewer))]
    assert kinds == [("option_added", "option_1"), ("option_removed", "other")]


def test_added_and_removed_questions_and_changed_rules_are_named() -> None:
    without = changed(questions=[each.model_dump() for each in POST_SERVICE.questions if each.code != "drivers"])
    assert [each.kind for each in differences(POST_SERVICE, without)] == ["question_removed"]
    assert [each.kind for each in differences(without, POST_SERVICE)] == ["question_added"]
    assert differences(POST_SERVICE, question("satisfaction", required=True)) == [Change("rules", "satisfaction")]


@pytest.mark.parametrize("survey", CATALOG.values(), ids=CATALOG)
def test_a_version_becomes_a_file_that_says_the_same(survey: Survey, tmp_path: Path) -> None:
    (tmp_path / f"{survey.code}.yaml").write_text(as_yaml(survey, load_wordings()), encoding="utf-8")
    assert load_catalog(tmp_path)[survey.code] == survey


@given(st.sampled_from(list(CATALOG.values())), st.text("nitqvo0123456789", max_size=9))
def test_every_key_leads_to_one_text_and_no_key_to_a_scale(survey: Survey, key: str) -> None:
    known = [place.key for place in places.places(survey)]
    assert len(known) == len(set(known))
    assert all(len(each) <= len("q999o999") for each in known)
    assert (places.find(survey, key) is not None) is (key in known)
    scales = [position for position, each in enumerate(survey.questions) if each.scale]
    assert not any(each.startswith(f"q{position}o") for position in scales for each in known)
