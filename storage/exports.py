"""Responses and answers for files: in any order but the one in which they came, a chunk at a time."""

import random
import secrets
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, select

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


_RESPONSES = select(responses.c.id, responses.c.survey_version_id, responses.c.group_id).where(
    responses.c.id.in_(bindparam("ids", expanding=True))
)
_ANSWERS = select(
    answers.c.response_id,
    answers.c.question,
    answers.c.state,
    answers.c.number,
    answers.c.options,
    answers.c.comment,
).where(answers.c.response_id.in_(bindparam("ids", expanding=True)))


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
    """The complete responses of a scope, in a new random order each time, hidden comments left out."""
    query = select(responses.c.id).join(release_groups, release_groups.c.id == responses.c.group_id)
    found = connection.execution_options(yield_per=CHUNK).execute(
        query.where(visible(scope), release_groups.c.state == "complete")
    )
    # Eight bytes each: a million ids are 8 MB.
    ids = array("q", found.scalars())
    random.Random(secrets.randbits(128)).shuffle(ids)  # noqa: S311 - the seed is secret and used once
    hidden = _hidden(connection)
    for start in range(0, len(ids), CHUNK):
        yield from _chunk(connection, ids[start : start + CHUNK].tolist(), hidden)


def _chunk(connection: Connection, ids: list[int], hidden: set[tuple[int, str]]) -> Iterator[ExportedResponse]:
    given: dict[int, list[StoredAnswer]] = defaultdict(list)
    for response_id, question, state, number, options, comment in connection.execute(_ANSWERS, {"ids": ids}):
        shown = None if hidden and (response_id, question) in hidden else comment
        given[response_id].append(StoredAnswer(question, state, number, options, shown))
    found = {
        response_id: (version, group) for response_id, version, group in connection.execute(_RESPONSES, {"ids": ids})
    }
    for response_id in ids:
        version, group = found[response_id]
        yield ExportedResponse(version, group, given.get(response_id, ()))


def _hidden(connection: Connection) -> set[tuple[int, str]]:
    query = select(comment_hidings.c.response_id, comment_hidings.c.question)
    return {
        (response_id, question)
        for response_id, question in connection.execute(query.where(comment_hidings.c.shown_at.is_(None)))
    }
