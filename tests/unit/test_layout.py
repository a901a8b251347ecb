"""The columns of a file: stable codes, lists as lists, and every version's own options."""

from storage.answers import StoredAnswer
from surveys.catalog_files import load_catalog
from surveys.definition import Survey
from surveys.exports.layout import Layout, answer_rows, codebook_rows


def post_service() -> Survey:
    return load_catalog()["post_service"]


def without_option(survey: Survey, code: str) -> Survey:
    """The survey as it was before an option was added."""
    questions = [
        question.model_copy(update={"options": tuple(each for each in question.options if each.code != code)})
        if question.kind == "several"
        else question
        for question in survey.questions
    ]
    return survey.model_copy(update={"questions": tuple(questions)})


def row_of(layout: Layout, version_id: int, answers: list[StoredAnswer]) -> dict[str, object]:
    titles = [column.title for column in layout.columns]
    return dict(zip(titles, layout.cells(version_id, answers), strict=True))


DRIVERS = StoredAnswer("drivers", "answered", None, ["ease"], None)


def test_an_option_is_a_column_and_what_was_not_answered_is_empty() -> None:
    layout = Layout({1: post_service()})
    row = row_of(layout, 1, [StoredAnswer("effort", "answered", 6, None, None), DRIVERS])
    assert (row["effort"], row["satisfaction"]) == (6, None)
    assert "comment" not in row
    assert (row["drivers.ease"], row["drivers.place"]) == (1, 0)
    assert "drivers" not in row


def test_an_option_that_a_version_did_not_have_is_empty_there() -> None:
    layout = Layout({1: without_option(post_service(), "place"), 2: post_service()})
    assert row_of(layout, 1, [DRIVERS])["drivers.place"] is None
    assert row_of(layout, 2, [DRIVERS])["drivers.place"] == 0


def test_skipped_and_not_applicable_are_no_values() -> None:
    layout = Layout({1: post_service()})
    answers = [
        StoredAnswer("satisfaction", "not_applicable", None, None, None),
        StoredAnswer("drivers", "skipped", None, None, None),
    ]
    assert set(row_of(layout, 1, answers).values()) == {None}
    assert [row[2] for row in answer_rows(7, answers)] == ["not_applicable", "skipped"]


def test_each_chosen_option_is_a_row_and_nothing_is_joined() -> None:
    chosen = StoredAnswer("drivers", "answered", None, ["ease", "place"], None)
    assert list(answer_rows(7, [chosen])) == [
        [7, "drivers", None, None, "ease"],
        [7, "drivers", None, None, "place"],
    ]


def test_of_a_comment_not_even_a_skip_is_told_beside_the_other_answers() -> None:
    layout = Layout({1: post_service()})
    comment = StoredAnswer("comment", "skipped", None, None, None)
    assert layout.without_comments(1, [DRIVERS, comment]) == [DRIVERS]


def test_the_codebook_has_every_value_in_both_languages() -> None:
    rows = [
        dict(zip(("survey", "version", "question"), row[:3], strict=True)) for row in codebook_rows(post_service(), 3)
    ]
    survey = post_service()
    expected = sum(max(1, len(question.choices)) for question in survey.questions)
    assert len(rows) == expected
    assert {row["question"] for row in rows} == {question.code for question in survey.questions}
