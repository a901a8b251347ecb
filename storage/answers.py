"""The answers of a response: numbers and option codes, never labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sqlalchemy import Connection, bindparam, delete, select

from storage.tables import answers
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


@cache
def _upsert(dialect: str) -> Insert:
    """Built once a dialect: building it costs more than running it."""
    statement = insert_for(dialect, answers)
    replaced = {name: statement.excluded[name] for name in ("state", "number", "options", "comment")}
    return statement.on_conflict_do_update(index_elements=["response_id", "question"], set_=replaced)
