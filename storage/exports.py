"""Responses, answers and comments for files: in any order but the one in which they came, a chunk at a time."""

import random
import secrets
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, bindparam, exists, select

from storage.answers import StoredAnswer
from storage.releases import Scope, visible
from storage.tables import answers, comment_hidings, release_groups, responses, touchpoints, units

# So many rows are in memory at once; a longer list of ids would exceed what one statement of SQLite may bind.
CHUNK: Final = 2000


@dataclass(frozen=True, slots=True)
class Group:
    """Where and when, as far as it may be told of a response: of the group it is shown with."""

    unit: str | None
    touchpoint: str | None
    first_day: date
    end_day: date


@dataclass(frozen=True, slots=True)
class ExportedResponse:
    """A complete response without anything that names it."""

    survey_version_id: int
    group_id: int
    answers: Sequence[StoredAnswer]


@dataclass(frozen=True, slots=True)
class ExportedComment:
    """A comment without anything that names its response."""

    survey_version_id: int
    group_id: int
    question: str
    text: str


_RESPONSES = select(responses.c.id, responses.c.survey_version_id, responses.c.group_id).where(
    responses.c.id.in_(bindparam("ids", expanding=True))
)
_ANSWERS = select(
    answers.c.response_id,
    answers.c.question,
    answers.c.state,
    answers.c.number,
    answers.c.options,
).where(answers.c.response_id.in_(bindparam("ids", expanding=True)))
_IS_SHOWN = ~exists().where(
    comment_hidings.c.response_id == answers.c.response_id,
    comment_hidings.c.question == answers.c.question,
    comment_hidings.c.shown_at.is_(None),
)
_COMMENTS = (
    select(responses.c.survey_version_id, responses.c.group_id, answers.c.question, answers.c.comment)
    .join(answers, answers.c.response_id == responses.c.id)
    .where(responses.c.id.in_(bindparam("ids", expanding=True)), answers.c.comment.is_not(None), _IS_SHOWN)
)


def groups(connection: Connection, scope: Scope) -> Mapping[int, Group]:
    """The groups of complete responses in a scope."""
    query = (
        select(
            release_groups.c.id,
            units.c.code,
            touchpoints.c.code,
            release_groups.c.first_day,
            release_groups.c.end_day,
        )
        .outerjoin(units, units.c.id == release_groups.c.unit_id)
        .outerjoin(touchpoints, touchpoints.c.id == release_groups.c.touchpoint_id)
        .where(visible(scope), release_groups.c.state == "complete")
    )
    return {group_id: Group(*rest) for group_id, *rest in connection.execute(query)}


def stream(connection: Connection, scope: Scope) -> Iterator[ExportedResponse]:
    """The complete responses of a scope without comments, in a new random order each time."""
    for ids in _shuffled(connection, scope):
        yield from _chunk(connection, ids)


def comments(connection: Connection, scope: Scope) -> Iterator[ExportedComment]:
    """The comments of a scope that nobody has hidden, in a random order that is not the one of `stream`."""
    for ids in _shuffled(connection, scope):
        found = [ExportedComment(*row) for row in connection.execute(_COMMENTS, {"ids": ids})]
        # Neighbours in the index would be those of one response.
        _shuffle(found)
        yield from found


def _shuffled(connection: Connection, scope: Scope) -> Iterator[list[int]]:
    """The ids of a scope's complete responses in a new random order each time, CHUNK at once."""
    query = select(responses.c.id).join(release_groups, release_groups.c.id == responses.c.group_id)
    found = connection.execution_options(yield_per=CHUNK).execute(
        query.where(visible(scope), release_groups.c.state == "complete")
    )
    # Eight bytes each: a million ids are 8 MB.
    ids = array("q", found.scalars())
    _shuffle(ids)
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK].tolist()


def _shuffle(found: MutableSequence[Any]) -> None:
    random.Random(secrets.randbits(128)).shuffle(found)  # noqa: S311 - the seed is secret and used once


def _chunk(connection: Connection, ids: list[int]) -> Iterator[ExportedResponse]:
    given: dict[int, list[StoredAnswer]] = defaultdict(list)
    for response_id, question, state, number, options in connection.execute(_ANSWERS, {"ids": ids}):
        given[response_id].append(StoredAnswer(question, state, number, options, None))
    found = {
        response_id: (version, group) for response_id, version, group in connection.execute(_RESPONSES, {"ids": ids})
    }
    for response_id in ids:
        version, group = found[response_id]
        yield ExportedResponse(version, group, given.get(response_id, ()))
