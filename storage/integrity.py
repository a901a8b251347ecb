"""Marks on responses that look unlike a person's own answer, and the responses left out of scores because of them.

What the check needs, the ten minutes in which a response was completed, is destroyed when the day ends. A mark stays,
and tells neither who answered nor when.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from storage.tables import (
    answers,
    completions,
    integrity_marks,
    responses,
)
from storage.tables.integrity import SUSPICIOUS
from storage.upserts import insert_into

Mark = Literal["repeated", "burst", "uniform", "hasty"]

# A statement names no more rows than this: databases limit what is bound to one.
AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Completion:
    """A response that was completed today. `slice` counts ten minutes from 1970 in UTC."""

    response_id: int
    touchpoint_id: int
    local_date: date
    slice: int
    hasty: bool
    repeated: bool


def note(connection: Connection, completion: Completion) -> None:
    """Leave a completed response for the check."""
    values = {name: getattr(completion, name) for name in Completion.__dataclass_fields__}
    connection.execute(insert(completions), {**values, "checked": False})


def unchecked(connection: Connection, limit: int) -> list[Completion]:
    """Completed responses nobody has checked yet."""
    query = select(*(completions.c[name] for name in Completion.__dataclass_fields__))
    query = query.where(~completions.c.checked).limit(limit).with_for_update(skip_locked=True)
    return [Completion(*row) for row in connection.execute(query)]


def mark_checked(connection: Connection, response_ids: Sequence[int]) -> None:
    """They need no other look."""
    connection.execute(update(completions).where(completions.c.response_id.in_(response_ids)).values(checked=True))


def count_beside(connection: Connection, completion: Completion) -> int:
    """How many responses were completed at the same touchpoint in the same ten minutes, this one among them."""
    query = select(func.count()).select_from(completions).where(*_beside(completion))
    return connection.execute(query).scalar_one()


def unmarked_beside(connection: Connection, completion: Completion, mark: Mark) -> Sequence[int]:
    """Those of them that do not have the mark yet."""
    has_it = exists().where(integrity_marks.c.response_id == completions.c.response_id, integrity_marks.c.mark == mark)
    query = select(completions.c.response_id).where(*_beside(completion), ~has_it)
    return list(connection.execute(query).scalars())


def choices(
    connection: Connection, response_ids: Sequence[int]
) -> Sequence[Row[int, int, str, int | None, list[str] | None]]:
    """(response, survey version, question, number, options) of what was chosen in these responses."""
    chosen = (responses.c.id, responses.c.survey_version_id, answers.c.question, answers.c.number, answers.c.options)
    query = select(*chosen).join(responses, responses.c.id == answers.c.response_id)
    return connection.execute(query.where(responses.c.id.in_(response_ids), answers.c.state == "answered")).all()


def lock(connection: Connection, response_ids: Sequence[int]) -> None:
    """Let none of them join or leave a group meanwhile; in the order in which all lock them, before their groups."""
    for some in _pieces(response_ids):
        connection.execute(
            select(responses.c.id).where(responses.c.id.in_(some)).order_by(responses.c.id).with_for_update()
        )


def mark(connection: Connection, response_ids: Sequence[int], mark: Mark) -> Mapping[int, int]:
    """Mark responses; twice is the same as once. How many became suspicious in each group that shows them."""
    lock(connection, response_ids)
    shown: Counter[int] = Counter()
    for some in _pieces(response_ids):
        if mark in SUSPICIOUS:
            shown.update(_unsuspected(connection, some))
        rows = [{"response_id": response_id, "mark": mark} for response_id in some]
        connection.execute(insert_into(connection, integrity_marks).on_conflict_do_nothing(), rows)
    return shown


def count_marks(connection: Connection, response_ids: Sequence[int]) -> int:
    """How many of these responses are suspicious."""
    query = select(func.count(integrity_marks.c.response_id.distinct())).where(
        integrity_marks.c.response_id.in_(response_ids), integrity_marks.c.mark.in_(SUSPICIOUS)
    )
    return connection.execute(query).scalar_one()


def count(connection: Connection, touchpoint_id: int) -> Sequence[Row[str, int]]:
    """(mark, count) at a touchpoint."""
    query = select(integrity_marks.c.mark, func.count()).join(
        responses, responses.c.id == integrity_marks.c.response_id
    )
    return connection.execute(
        query.where(responses.c.touchpoint_id == touchpoint_id).group_by(integrity_marks.c.mark)
    ).all()


def count_marked(connection: Connection, touchpoint_id: int) -> int:
    """How many responses of a touchpoint have a mark, or several."""
    is_marked = exists().where(integrity_marks.c.response_id == responses.c.id)
    query = select(func.count()).select_from(responses).where(responses.c.touchpoint_id == touchpoint_id, is_marked)
    return connection.execute(query).scalar_one()


def count_excludable(connection: Connection, touchpoint_id: int) -> int:
    """How many suspicious responses a touchpoint has, left out of its scores or not."""
    stays = or_(responses.c.withdrawn.is_(None), responses.c.withdrawn == "excluded")
    query = select(func.count()).select_from(responses).where(*_suspicious_at(touchpoint_id), stays)
    return connection.execute(query).scalar_one()


def to_exclude(connection: Connection, touchpoint_id: int) -> Sequence[int]:
    """Suspicious responses of a touchpoint that still count in its scores; those shown together stand together.

    A group lets few of its responses go unless a whole batch leaves, so that a part of these should be whole batches.
    """
    query = select(responses.c.id).where(*_suspicious_at(touchpoint_id), responses.c.withdrawn.is_(None))
    in_batches = (responses.c.group_id.is_(None), responses.c.group_id, responses.c.batch, responses.c.id)
    return list(connection.execute(query.order_by(*in_batches)).scalars())


def excluded(connection: Connection, touchpoint_id: int) -> Sequence[int]:
    """Responses of a touchpoint that are left out of its scores."""
    query = select(responses.c.id).where(
        responses.c.touchpoint_id == touchpoint_id, responses.c.withdrawn == "excluded"
    )
    return list(connection.execute(query).scalars())


def forget(connection: Connection, today: date) -> None:
    """Destroy what was kept of the days that have ended, once it is checked."""
    ended = delete(completions).where(completions.c.local_date < today, completions.c.checked)
    connection.execute(ended)


def _pieces(response_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    ordered = sorted(response_ids)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


def _beside(completion: Completion) -> tuple[ColumnElement[bool], ...]:
    return (
        completions.c.touchpoint_id == completion.touchpoint_id,
        completions.c.local_date == completion.local_date,
        completions.c.slice == completion.slice,
    )


def _unsuspected(connection: Connection, response_ids: Sequence[int]) -> Mapping[int, int]:
    """How many of these responses each group shows that nothing speaks against as yet."""
    is_suspicious = exists().where(
        integrity_marks.c.response_id == responses.c.id, integrity_marks.c.mark.in_(SUSPICIOUS)
    )
    query = select(responses.c.group_id, func.count()).where(
        responses.c.id.in_(response_ids), responses.c.group_id.is_not(None), ~is_suspicious
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(responses.c.group_id))}


def _suspicious_at(touchpoint_id: int) -> tuple[ColumnElement[bool], ...]:
    is_marked = exists().where(integrity_marks.c.response_id == responses.c.id, integrity_marks.c.mark.in_(SUSPICIOUS))
    return (responses.c.touchpoint_id == touchpoint_id, is_marked)
