"""Responses that ended elsewhere or long ago, written in bulk: nothing of a person ever comes near them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, insert

from storage.answers import StoredAnswer
from storage.tables import answers, responses

State = Literal["complete", "partial"]


@dataclass(frozen=True, slots=True)
class FinishedResponse:
    """A response as it is kept for good: a random id, the touchpoint, the local date and the answers."""

    id: int
    survey_version_id: int
    touchpoint_id: int
    state: State
    local_date: date
    answers: Sequence[StoredAnswer]


def write(connection: Connection, finished: Iterable[FinishedResponse]) -> None:
    """Write them all; the constraints of the tables hold as for every response."""
    kept = list(finished)
    if kept:
        connection.execute(insert(responses), [_response(each) for each in kept])
        connection.execute(insert(answers), [row for each in kept for row in _answers(each)])


def _response(finished: FinishedResponse) -> dict[str, Any]:
    return {
        "id": finished.id,
        "survey_version_id": finished.survey_version_id,
        "touchpoint_id": finished.touchpoint_id,
        "state": finished.state,
        "local_date": finished.local_date,
    }


def _answers(finished: FinishedResponse) -> Iterator[dict[str, Any]]:
    for answer in finished.answers:
        yield {
            "response_id": finished.id,
            "question": answer.question,
            "state": answer.state,
            "number": answer.number,
            "options": list(answer.options) if answer.options is not None else None,
            "comment": answer.comment,
        }
