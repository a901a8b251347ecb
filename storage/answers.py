"""The answers of a response: numbers and option codes, never labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select

from storage.tables import answers, responses, survey_versions
from storage.upserts import Insert, insert_for

State = Literal["answered", "skipped", "not_applicable"]


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One row of answers."""

    question: str
    state: State
    number: int | None
    options: Sequence[str] | None
    comment: str | None


_OF_RESPONSE = select(
    answers.c.question, answers.c.state, answers.c.number, answers.c.options, answers.c.comment
).where(answers.c.response_id == bindparam("response"))


def of(connection: Connection, response_id: int) -> list[StoredAnswer]:
    """The answers stored so far."""
    return [StoredAnswer(*row) for row in connection.execute(_OF_RESPONSE, {"response": response_id})]


def store(connection: Connection, response_id: int, answer: StoredAnswer) -> None:
    """Store an answer in place of the one given before, if any."""
    values = {
        "response_id": response_id,
        "question": answer.question,
        "state": answer.state,
        "number": answer.number,
        "options": list(answer.options) if answer.options is not None else None,
        "comment": answer.comment,
    }
    connection.execute(_upsert(connection.dialect.name), values)


def drop(connection: Connection, response_id: int, questions: Sequence[str]) -> None:
    """Delete answers to questions that later answers made pointless."""
    chosen = delete(answers).where(answers.c.response_id == response_id, answers.c.question.in_(questions))
    connection.execute(chosen)


def of_responses(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[StoredAnswer]]:
    """The valid answers of responses, comments left out, by response; those without one are missing."""
    return _by_response(connection, answers.c.response_id.in_(ids))


def of_group(connection: Connection, group_id: int) -> Mapping[int, list[StoredAnswer]]:
    """The same of the responses of a release group."""
    members = select(responses.c.id).where(responses.c.group_id == group_id)
    return _by_response(connection, answers.c.response_id.in_(members))


def _by_response(connection: Connection, chosen: ColumnElement[bool]) -> Mapping[int, list[StoredAnswer]]:
    query = select(answers.c.response_id, answers.c.question, answers.c.number, answers.c.options)
    query = query.where(chosen, answers.c.state == "answered", answers.c.comment.is_(None))
    found: dict[int, list[StoredAnswer]] = {}
    for response_id, question, number, options in connection.execute(query):
        found.setdefault(response_id, []).append(StoredAnswer(question, "answered", number, options, None))
    return found


def count_complete(connection: Connection, touchpoint_id: int, survey: str, since: date) -> int:
    """How many responses to any version of a survey were completed at a touchpoint since a day."""
    query = select(func.count()).join(survey_versions, survey_versions.c.id == responses.c.survey_version_id)
    query = query.where(
        responses.c.touchpoint_id == touchpoint_id,
        survey_versions.c.survey == survey,
        responses.c.state == "complete",
        responses.c.withdrawn.is_(None),
        responses.c.local_date >= since,
    )
    return connection.execute(query).scalar_one()


def tally(
    connection: Connection, touchpoint_id: int, survey_version_id: int, question: str, since: date
) -> tuple[Mapping[int, int], Mapping[str, int]]:
    """How often each number and each option was given to a question since a day, in complete responses."""
    query = (
        select(answers.c.number, answers.c.options, func.count())
        .join(responses, responses.c.id == answers.c.response_id)
        .where(
            responses.c.touchpoint_id == touchpoint_id,
            responses.c.local_date >= since,
            responses.c.survey_version_id == survey_version_id,
            responses.c.state == "complete",
            responses.c.withdrawn.is_(None),
            answers.c.question == question,
            answers.c.state == "answered",
        )
        .group_by(answers.c.number, answers.c.options)
    )
    numbers: dict[int, int] = {}
    options: dict[str, int] = {}
    for number, chosen, count in connection.execute(query):
        if number is not None:
            numbers[number] = count
        for code in chosen or ():
            options[code] = options.get(code, 0) + count
    return numbers, options


@cache
def _upsert(dialect: str) -> Insert:
    """Built once a dialect: building it costs more than running it."""
    statement = insert_for(dialect, answers)
    replaced = {name: statement.excluded[name] for name in ("state", "number", "options", "comment")}
    return statement.on_conflict_do_update(index_elements=["response_id", "question"], set_=replaced)
