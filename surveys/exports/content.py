"""What a file of answers holds: responses, answers, comments, scores, the codebook, and what the file is about.

The rows are those of the release groups that a summary of the same slice counts, so their numbers are the screen's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from storage import exports, organisation
from storage.exports import Group
from storage.releases import Scope
from surveys.exports.layout import (
    ANSWER_COLUMNS,
    CODEBOOK_COLUMNS,
    COMMENT_COLUMNS,
    RESPONSE_COLUMNS,
    Layout,
    answer_rows,
    codebook_rows,
)
from surveys.exports.tables import Cell, TableFile
from surveys.metrics import headline
from surveys.scores import Score, TopBox
from surveys.slices import Slice, scope_of
from surveys.summary import LEFT_OUT, QuestionSummary, Section, Summary, summarise
from surveys.versions import Versions

SCORE_COLUMNS: Final = (
    "survey",
    "version",
    "complete",
    "partial",
    "question",
    "metric",
    "n",
    "score",
    "low",
    "high",
    "mean",
    "mean_low",
    "mean_high",
    "change",
    "change_low",
    "change_high",
    "change_proven",
)
_ONE_DAY: Final = timedelta(days=1)


def write_tables(connection: Connection, versions: Versions, asked: Slice, file: TableFile, now: datetime) -> int:
    """Fill a file with a slice; returns how many responses it holds. Raises UnknownUnit and UnknownTouchpoint."""
    summaries = summaries_of(connection, versions, asked)
    sections = [(summary, section) for summary in summaries for section in summary.sections]
    scope = scope_of(connection, asked)
    count = _write_responses(connection, versions, scope, [section for _, section in sections], file)
    _write_comments(connection, versions, scope, file)
    _write_scores(sections, file)
    write = file.sheet("codebook", CODEBOOK_COLUMNS)
    for _, section in sections:
        for row in codebook_rows(section.survey, section.number):
            write(row)
    notes = [note for summary in summaries for note in summary.notes]
    left_out = sum(note.n for note in notes if note.text == LEFT_OUT)
    _write_about(connection, asked, count, left_out, file, now)
    return count


def summaries_of(connection: Connection, versions: Versions, asked: Slice) -> list[Summary]:
    """The summary of every survey that has something to show in a slice, or of the one that it names."""
    first = summarise(connection, versions, asked)
    codes = [asked.survey] if asked.survey else [each.survey for each in first.surveys]
    return [summarise(connection, versions, replace(asked, survey=code)) for code in codes]


def _write_responses(
    connection: Connection, versions: Versions, scope: Scope, sections: Sequence[Section], file: TableFile
) -> int:
    layout = Layout({section.version_id: section.survey for section in sections})
    responses = file.sheet("responses", [*RESPONSE_COLUMNS, *(column.title for column in layout.columns)])
    answers = file.sheet("answers", ANSWER_COLUMNS)
    places = {group_id: _place(group) for group_id, group in exports.groups(connection, scope).items()}
    number = 0
    for number, response in enumerate(exports.stream(connection, scope), start=1):
        version_id, given = response.survey_version_id, response.answers
        head = [number, *_version(connection, versions, version_id), *places[response.group_id]]
        responses([*head, *layout.cells(version_id, given)])
        for row in answer_rows(number, layout.without_comments(version_id, given)):
            answers(row)
    return number


def _write_comments(connection: Connection, versions: Versions, scope: Scope, file: TableFile) -> None:
    write = file.sheet("comments", COMMENT_COLUMNS)
    places = {group_id: _place(group) for group_id, group in exports.groups(connection, scope).items()}
    for each in exports.comments(connection, scope):
        version = _version(connection, versions, each.survey_version_id)
        write([*version, *places[each.group_id], each.question, each.text])


def _version(connection: Connection, versions: Versions, version_id: int) -> list[Cell]:
    return [versions.get(connection, version_id).code, versions.number(connection, version_id)]


def _place(group: Group) -> list[Cell]:
    last_day = group.end_day - _ONE_DAY
    return [group.unit, group.touchpoint, group.first_day, last_day]


def _write_scores(sections: Sequence[tuple[Summary, Section]], file: TableFile) -> None:
    write = file.sheet("scores", SCORE_COLUMNS)
    for _, section in sections:
        for question in section.questions:
            head: list[Cell] = [section.survey.code, section.number, section.complete, section.partial]
            write([*head, question.question.code, question.question.metric, *_score(question), *_change(question)])


def _score(question: QuestionSummary) -> Iterator[Cell]:
    if question.score is None:
        yield from [None] * 7
        return
    yield headline(question.score).n
    yield from _estimate(headline(question.score))
    yield from _estimate(question.score.mean) if isinstance(question.score, TopBox) else [None] * 3


def _estimate(score: Score) -> list[Cell]:
    return [score.value, *(score.interval or (None, None))]


def _change(question: QuestionSummary) -> list[Cell]:
    if question.change is None:
        return [None] * 4
    difference = question.change.difference
    return [difference.value, *difference.interval, int(question.change.is_proven)]


def _write_about(
    connection: Connection, asked: Slice, count: int, left_out: int, file: TableFile, now: datetime
) -> None:
    write = file.sheet("about", ("what", "value"))
    found = organisation.get(connection)
    zone = organisation.zone(connection)
    facts: list[tuple[str, Cell]] = [
        ("organisation_ru", found.name["ru"] if found else None),
        ("organisation_en", found.name["en"] if found else None),
        ("survey", asked.survey),
        ("unit", asked.unit),
        ("point", asked.touchpoint),
        ("first_day", asked.period.first),
        ("last_day", asked.period.last),
        ("time_zone", zone.key),
        ("smallest_group", organisation.smallest_group(connection)),
        ("responses", count),
        # As unusual, in whole smallest groups.
        ("left_out_at_least", left_out),
        ("made_on", now.astimezone(zone).date()),
    ]
    for fact in facts:
        write(fact)
