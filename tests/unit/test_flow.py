"""The way through a survey, step by step and under any sequence of taps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import flow
from surveys.catalog_files import load_catalog
from surveys.definition import Question, Survey
from surveys.errors import UnknownOption
from surveys.flow import Answer
from surveys.wordings import load_wordings, with_wording

CATALOG = load_catalog()
POST_SERVICE = CATALOG["post_service"]
TEXT = {"ru": "Вопрос", "en": "Question"}


def branching() -> Survey:
    """Why is asked after a hard time, and its details only after one of its options."""
    raw = {
        "code": "branching",
        "name": TEXT,
        "questions": [
            {"code": "effort", "kind": "effort", "text": TEXT, "required": False},
            {
                "code": "why",
                "kind": "several",
                "text": TEXT,
                "options": "drivers",
                "required": True,
                "when": [{"question": "effort", "at_least": 2, "at_most": 4}],
            },
            {
                "code": "details",
                "kind": "comment",
                "text": TEXT,
                "when": [{"question": "why", "is": ["place", "other"]}],
            },
            {"code": "solved", "kind": "yes_no", "text": TEXT, "not_applicable": True},
        ],
    }
    value, _ = with_wording(raw, load_wordings())
    return Survey.model_validate(value)


BRANCHING = branching()


def tapped(survey: Survey, **values: str) -> dict[str, Answer]:
    return {code: flow.parse_tap(survey.question(code), value) for code, value in values.items()}


def codes(questions: list[Question]) -> list[str]:
    return [question.code for question in questions]


def test_a_number_is_tapped_as_a_number_and_an_option_as_a_code() -> None:
    assert tapped(POST_SERVICE, resolved="partly", effort="7") == {
        "resolved": Answer("resolved", "answered", options=("partly",)),
        "effort": Answer("effort", "answered", number=7),
    }


@pytest.mark.parametrize("value", ["0", "8", "07", "+7", " 7", "٧", "", "yes", "7.0"])
def test_a_value_that_no_button_has_is_refused(value: str) -> None:
    with pytest.raises(UnknownOption):
        flow.parse_tap(POST_SERVICE.question("effort"), value)


def test_a_comment_has_no_buttons() -> None:
    with pytest.raises(UnknownOption):
        flow.parse_tap(POST_SERVICE.question("comment"), "text")


def test_options_are_set_and_unset_one_by_one() -> None:
    question = POST_SERVICE.question("drivers")
    one = flow.with_option(question, None, "place", chosen=True)
    two = flow.with_option(question, one, "ease", chosen=True)
    assert two.options == ("ease", "place")
    assert flow.with_option(question, two, "ease", chosen=False) == one
    assert flow.with_option(question, one, "place", chosen=False).is_empty


@pytest.mark.parametrize(("question", "code"), [("drivers", "price"), ("resolved", "yes")])
def test_only_options_of_a_question_of_several_can_be_set(question: str, code: str) -> None:
    with pytest.raises(UnknownOption):
        flow.with_option(POST_SERVICE.question(question), None, code, chosen=True)


@given(st.permutations(POST_SERVICE.question("drivers").codes), st.integers(1, 8))
def test_repeated_and_reordered_taps_choose_the_same_options(order: list[str], count: int) -> None:
    question = POST_SERVICE.question("drivers")
    answer: Answer | None = None
    for code in [*order[:count], *order[:count]]:
        answer = flow.with_option(question, answer, code, chosen=True)
    assert answer is not None
    assert answer.options == tuple(code for code in question.codes if code in order[:count])


def test_a_choice_after_a_skip_is_an_answer() -> None:
    question = POST_SERVICE.question("drivers")
    answer = flow.with_option(question, Answer("drivers", "skipped"), "ease", chosen=True)
    assert answer == Answer("drivers", "answered", options=("ease",))


def test_a_question_is_seen_only_when_its_conditions_hold() -> None:
    for effort, seen in [("1", False), ("2", True), ("4", True), ("5", False)]:
        questions = flow.visible(BRANCHING, tapped(BRANCHING, effort=effort))
        assert ("why" in codes(questions)) is seen


def test_a_skipped_question_satisfies_no_condition() -> None:
    assert codes(flow.visible(BRANCHING, {"effort": Answer("effort", "skipped")})) == ["effort", "solved"]


def test_a_changed_answer_takes_back_what_followed_from_it() -> None:
    answers = tapped(BRANCHING, effort="3", why="other")
    answers["details"] = Answer("details", "answered", comment="far away")
    assert codes(flow.visible(BRANCHING, answers)) == ["effort", "why", "details", "solved"]
    answers |= tapped(BRANCHING, effort="7")
    assert codes(flow.visible(BRANCHING, answers)) == ["effort", "solved"]
    assert flow.relevant(BRANCHING, answers) == tapped(BRANCHING, effort="7")


def test_the_way_forward_and_back_passes_over_what_is_not_seen() -> None:
    answers = tapped(BRANCHING, effort="7")
    assert flow.following(BRANCHING, answers, -1) == 0
    assert flow.following(BRANCHING, answers, 0) == 3
    assert flow.preceding(BRANCHING, answers, 3) == 0
    assert flow.following(BRANCHING, answers, 3) is None
    assert flow.preceding(BRANCHING, answers, 0) is None


def test_progress_counts_the_questions_that_are_seen() -> None:
    assert flow.progress(BRANCHING, {}, 0) == (1, 2)
    assert flow.progress(BRANCHING, tapped(BRANCHING, effort="3"), 1) == (2, 3)
    assert flow.progress(BRANCHING, tapped(BRANCHING, effort="7"), 3) == (2, 2)


def test_a_response_may_end_when_all_that_is_required_was_answered() -> None:
    answers = tapped(BRANCHING, effort="3", solved="yes")
    assert codes(flow.missing(BRANCHING, answers)) == ["why"]
    answers["why"] = flow.with_option(BRANCHING.question("why"), None, "ease", chosen=True)
    assert flow.may_finish(BRANCHING, answers)


def test_nothing_chosen_of_several_is_no_answer() -> None:
    answers = tapped(BRANCHING, effort="3", solved="yes")
    answers["why"] = Answer("why", "answered")
    assert not flow.may_finish(BRANCHING, answers)


def test_not_applicable_answers_a_required_question_and_a_skip_does_not() -> None:
    answers = tapped(BRANCHING, effort="7")
    assert flow.may_finish(BRANCHING, {**answers, "solved": Answer("solved", "not_applicable")})
    assert not flow.may_finish(BRANCHING, {**answers, "solved": Answer("solved", "skipped")})


def an_answer(question: Question, data: st.DataObject) -> Answer:
    """What a person may do at a question: answer, skip, say that it doesn't apply."""
    states = ["answered", *([] if question.required else ["skipped"])]
    states += ["not_applicable"] if question.not_applicable else []
    state = data.draw(st.sampled_from(states))
    if state == "skipped":
        return Answer(question.code, "skipped")
    if state == "not_applicable":
        return Answer(question.code, "not_applicable")
    if question.kind == "comment":
        return Answer(question.code, "answered", comment="words")
    return flow.parse_tap(question, data.draw(st.sampled_from(question.codes)))


@given(st.sampled_from([*CATALOG.values(), BRANCHING]), st.data())
def test_every_way_through_a_survey_ends_complete(survey: Survey, data: st.DataObject) -> None:
    answers: dict[str, Answer] = {}
    position = flow.following(survey, answers, -1)
    steps_back = data.draw(st.integers(0, 6))
    for _ in range(7 * len(survey.questions)):
        if position is None:
            break
        at, of = flow.progress(survey, answers, position)
        assert 1 <= at <= of <= len(survey.questions)
        before = flow.preceding(survey, answers, position)
        if steps_back and before is not None and data.draw(st.booleans()):
            steps_back -= 1
            assert flow.following(survey, answers, before) == position
            position = before
            continue
        question = survey.questions[position]
        assert question in flow.visible(survey, answers)
        answers[question.code] = an_answer(question, data)
        position = flow.following(survey, answers, position)
    assert position is None
    assert flow.may_finish(survey, answers)
    kept = flow.relevant(survey, answers)
    assert flow.visible(survey, kept) == flow.visible(survey, answers)
    assert flow.relevant(survey, kept) == kept


@given(st.sampled_from([*CATALOG.values(), BRANCHING]), st.data())
def test_a_response_is_never_finished_with_a_required_answer_missing(survey: Survey, data: st.DataObject) -> None:
    answers = {question.code: an_answer(question, data) for question in survey.questions if data.draw(st.booleans())}
    unanswered = [
        question for question in flow.visible(survey, answers) if question.required and question.code not in answers
    ]
    assert flow.may_finish(survey, answers) is (not unanswered)
    for position in range(len(survey.questions)):
        at, of = flow.progress(survey, answers, position)
        assert 1 <= at <= of
