"""The surveys that come with the product."""

from collections.abc import Iterator

import pytest

from storage.documents.text import Text
from surveys.catalog_files import load_catalog
from surveys.definition import Survey
from surveys.flow import Answer, may_finish, parse_tap, wording
from surveys.wordings import load_wordings

CATALOG = load_catalog()
# A row of buttons on a narrow phone shows about this many characters of one.
FITS_ON_A_PHONE = 30

DRIVERS = (
    *("effectiveness", "ease", "efficiency", "transparency"),
    *("humanity", "employee", "place", "other"),
)


def texts(survey: Survey) -> Iterator[Text]:
    yield from (text for text in (survey.name, survey.intro, survey.thanks) if text is not None)
    for question in survey.questions:
        yield question.text
        yield from (variant.text for variant in question.variants)
        yield from (text for _, text in question.choices)


def test_the_catalog_has_the_six_surveys() -> None:
    assert list(CATALOG) == ["ces", "csat", "internal_client", "loyalty", "post_service", "prototype_test"]


@pytest.mark.parametrize("survey", CATALOG.values(), ids=CATALOG)
def test_every_survey_can_be_finished_after_two_taps(survey: Survey) -> None:
    required = [question for question in survey.questions if question.required]
    assert required == list(survey.questions[: len(required)])
    assert len(required) <= 2
    answers = {each.code: parse_tap(each, each.codes[0]) for each in required}
    assert may_finish(survey, answers)


@pytest.mark.parametrize("survey", CATALOG.values(), ids=CATALOG)
def test_every_survey_greets_thanks_and_ends_with_a_comment(survey: Survey) -> None:
    assert survey.intro is not None
    assert survey.thanks is not None
    assert survey.questions[-1].kind == "comment"


@pytest.mark.parametrize("survey", CATALOG.values(), ids=CATALOG)
def test_russian_is_in_cyrillic_and_english_is_not(survey: Survey) -> None:
    for text in texts(survey):
        if not text.ru.isdigit():
            assert any("а" <= letter <= "я" for letter in text.ru.lower()), text
        assert not any("а" <= letter <= "я" for letter in text.en.lower()), text


@pytest.mark.parametrize("survey", CATALOG.values(), ids=CATALOG)
def test_labels_fit_on_a_phone(survey: Survey) -> None:
    for question in survey.questions:
        assert all(label.longest <= FITS_ON_A_PHONE for _, label in question.choices), question.code


def test_effort_has_one_wording_so_that_scores_can_be_compared() -> None:
    efforts = [each for survey in CATALOG.values() for each in survey.questions if each.kind == "effort"]
    assert len(efforts) == 4
    assert not any(effort.variants or effort.when for effort in efforts)


def test_post_service_asks_in_the_order_of_the_conversation() -> None:
    survey = CATALOG["post_service"]
    assert [question.code for question in survey.questions] == [
        *("resolved", "effort", "satisfaction", "drivers", "comment"),
    ]
    assert [question.required for question in survey.questions] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("satisfaction", "expected"),
    [(5, "What helped?"), (4, "What helped?"), (3, "What got in the way?"), (1, "What got in the way?")],
)
def test_drivers_are_asked_by_how_satisfied_the_person_is(satisfaction: int, expected: str) -> None:
    answers = {"satisfaction": Answer("satisfaction", "answered", number=satisfaction)}
    question = CATALOG["post_service"].question("drivers")
    assert wording(question, answers).en.startswith(expected)


@pytest.mark.parametrize("state", ["skipped", "not_applicable"])
def test_drivers_are_asked_neutrally_without_a_rating(state: str) -> None:
    answers = {"satisfaction": Answer("satisfaction", state)}  # type: ignore[arg-type]
    question = CATALOG["post_service"].question("drivers")
    assert wording(question, answers) == question.text


def test_the_drivers_are_the_same_everywhere() -> None:
    assert tuple(option.code for option in load_wordings().option_sets["drivers"]) == DRIVERS
    for code in ("post_service", "csat", "internal_client"):
        assert CATALOG[code].question("drivers").codes == DRIVERS
