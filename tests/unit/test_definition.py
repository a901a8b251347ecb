"""What a definition of a survey may say."""

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from storage.documents.text import Text
from surveys.definition import Question, Survey
from surveys.scales import SCALES, Kind
from surveys.wordings import load_wordings, with_wording

TEXT = {"ru": "Вопрос", "en": "Question"}
EFFORT = {"code": "effort", "kind": "effort", "text": TEXT}
RESOLVED = {"code": "resolved", "kind": "resolved", "text": TEXT}
COMMENT = {"code": "comment", "kind": "comment", "text": TEXT}


def survey(*questions: dict[str, Any], **fields: object) -> Survey:
    raw = {"code": "short", "name": TEXT, "questions": list(questions), **fields}
    value, problems = with_wording(raw, load_wordings())
    assert problems == []
    return Survey.model_validate(value)


def refusals(*questions: dict[str, Any], **fields: object) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(ValidationError) as caught:
        survey(*questions, **fields)
    return [(error["loc"], error["msg"]) for error in caught.value.errors()]


def options(count: int) -> list[dict[str, Any]]:
    return [{"code": f"option{number}", "text": TEXT} for number in range(count)]


def test_a_text_is_read_in_the_language_asked_for_and_in_english_otherwise() -> None:
    text = Text(ru="Да", en="Yes")
    assert [text.in_(language) for language in ("ru", "en", "de")] == ["Да", "Yes", "Yes"]


@pytest.mark.parametrize("kind", SCALES)
def test_a_built_in_scale_brings_its_choices_and_is_required(kind: Kind) -> None:
    question = survey({"code": "q", "kind": kind, "text": TEXT}).question("q")
    assert question.scale is not None
    assert question.codes == question.scale.codes
    assert [code for code, _ in question.choices] == list(question.codes)
    assert question.required
    assert (question.metric, question.scale_id) == (question.scale.metric, question.scale.id)


def test_the_scales_never_change() -> None:
    assert {kind: (scale.id, scale.metric, scale.codes) for kind, scale in SCALES.items()} == {
        "effort": ("agree_7", "ces", tuple("1234567")),
        "satisfaction": ("satisfied_5", "csat", tuple("12345")),
        "loyalty": ("likely_11", "loyalty", (*"0123456789", "10")),
        "yes_no": ("yes_no", "yes_share", ("yes", "no")),
        "resolved": ("resolved_4", "resolved", ("yes", "partly", "no", "waiting")),
    }
    assert set(SCALES) < set(get_args(Kind))


def test_every_number_of_a_scale_says_in_words_what_it_means() -> None:
    for kind, scale in SCALES.items():
        if scale.is_numeric:
            for code, label in survey({"code": "q", "kind": kind, "text": TEXT}).question("q").choices:
                assert all(label.in_(language).startswith(f"{code} — ") for language in ("ru", "en"))


def test_a_definition_survives_the_database() -> None:
    before = survey(
        RESOLVED,
        {
            **COMMENT,
            "when": [{"question": "resolved", "is": ["no", "waiting"]}],
            "variants": [{"when": [{"question": "resolved", "is": ["no"]}], "text": TEXT}],
        },
    )
    stored = before.model_dump(mode="json")
    assert Survey.model_validate(stored) == before
    assert stored["questions"][1]["when"][0]["is"] == ["no", "waiting"]


def test_a_definition_never_changes_in_memory() -> None:
    question = survey(EFFORT).question("effort")
    with pytest.raises(ValidationError, match="frozen"):
        question.required = False  # type: ignore[misc]


def test_an_unknown_code_is_no_question() -> None:
    with pytest.raises(KeyError):
        survey(EFFORT).question("comment")


def test_a_comment_and_a_choice_have_no_metric() -> None:
    question = survey(EFFORT, COMMENT).question("comment")
    assert (question.metric, question.scale_id, question.choices, question.required) == (
        None,
        None,
        (),
        False,
    )


def test_a_scale_with_options_of_its_own_is_refused() -> None:
    with pytest.raises(ValidationError, match="the kind effort has its own options: remove these"):
        Question.model_validate({**EFFORT, "options": options(7)})


def test_a_comment_with_options_is_refused() -> None:
    found = refusals(EFFORT, {**COMMENT, "options": options(2)})
    assert found == [
        (
            ("questions", 1, "options"),
            "a comment has no options: remove them, or make the kind several",
        )
    ]


@pytest.mark.parametrize("kind", ["single", "several"])
@pytest.mark.parametrize("count", [0, 1, 13])
def test_a_choice_has_two_to_twelve_options(kind: str, count: int) -> None:
    found = refusals(EFFORT, {"code": "why", "kind": kind, "text": TEXT, "options": options(count)})
    assert found == [(("questions", 1, "options"), f"{count} options: give 2 to 12")]


def test_a_code_used_twice_is_refused_where_it_comes_again() -> None:
    why = {"code": "why", "kind": "several", "text": TEXT, "options": [*options(2), *options(1)]}
    assert refusals(EFFORT, why)[0][0] == ("questions", 1, "options", 2, "code")
    assert refusals(EFFORT, EFFORT) == [(("questions", 1, "code"), "the code effort is used twice: give each its own")]


def test_some_question_must_be_required() -> None:
    assert refusals(COMMENT) == [(("questions",), "no question is required: make at least one `required: true`")]


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"question": "late", "is": ["yes"]}, "no earlier question is called late: correct"),
        ({"question": "comment", "is": ["x"]}, "no earlier question is called comment"),
        ({"question": "resolved", "is": ["maybe"]}, "resolved has no answer maybe: it has yes, partly"),
        ({"question": "resolved", "at_least": 3}, "resolved has no numbers: use `is`"),
        ({"question": "effort", "at_most": 8}, "8 is not on the scale of effort: it goes from 1 to 7"),
        ({"question": "effort", "at_least": 5, "at_most": 4}, "at_least is above at_most"),
        ({"question": "effort"}, "says nothing: add at_least, at_most or is"),
        ({"question": "effort", "is": []}, "is empty: add at least one"),
    ],
)
def test_an_impossible_condition_is_refused(condition: dict[str, Any], message: str) -> None:
    in_when = refusals(RESOLVED, EFFORT, {**COMMENT, "when": [condition]})
    in_variant = refusals(RESOLVED, EFFORT, {**COMMENT, "variants": [{"when": [condition], "text": TEXT}]})
    for ((path, found),) in (in_when, in_variant):
        assert path[:2] == ("questions", 2)
        assert found.startswith(message)


def test_a_condition_on_the_words_of_a_comment_is_refused() -> None:
    found = refusals(EFFORT, COMMENT, {**RESOLVED, "when": [{"question": "comment", "is": ["good"]}]})
    assert found[0][1] == "comment has no answer good: it has nothing to choose from"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": {"ru": "я" * 301, "en": "x"}}, "has 301 characters: shorten it to 300"),
        ({"text": {"ru": "Только по-русски"}}, "Field required"),
        ({"text": {"ru": "Вопрос", "en": "  "}}, "String should have at least 1 character"),
        ({"code": "With spaces"}, "String should match pattern '^[a-z0-9_]{1,24}$'"),
        ({"code": "x" * 25}, "String should match pattern '^[a-z0-9_]{1,24}$'"),
        ({"kind": "stars"}, "Input should be 'effort'"),
        ({"kind": ["effort"]}, "Input should be 'effort'"),
        ({"colour": "red"}, "Extra inputs are not permitted"),
    ],
)
def test_a_wrong_field_is_refused(change: dict[str, Any], message: str) -> None:
    assert refusals({**EFFORT, **change})[0][1].startswith(message)


def test_a_label_must_fit_on_a_button() -> None:
    long = {"code": "long", "text": {"ru": "я" * 41, "en": "x"}}
    found = refusals(EFFORT, {"code": "why", "kind": "single", "text": TEXT, "options": [long, *options(1)]})
    assert found == [(("questions", 1, "options", 0, "text"), "has 41 characters: shorten it to 40")]
