"""Comments of responses that may be shown, what a coordinator looks at, and what was hidden."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Text,
    and_,
    cast,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.sql.selectable import Select

from storage.organisation import Names
from storage.places import lies_in
from storage.releases import Scope, visible
from storage.tables import answers, comment_hidings, comment_views, release_groups, responses, touchpoints, units
from storage.upserts import insert_into

Reason = Literal["personal", "insult", "unrelated", "other"]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with where it was given, as far as that may be told; `reason` is set while it is hidden."""

    response_id: int
    question: str
    text: str
    unit_name: Names | None
    service: Names | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Main:
    """The question whose answer is the verdict of a survey version, and from which number on it is good."""

    survey_version_id: int
    question: str
    good_from: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which comments of a scope: None lets all pass. `hidden_by` shows what was hidden, by this person or by all.

    `batches` are the (group, batch) whose comments may be told apart.
    """

    good: bool | None = None
    mains: Sequence[Main] = ()
    driver: str | None = None
    hidden: bool = False
    hidden_by: int | None = None
    batches: Collection[tuple[int, int]] | None = None


_ANSWERS = answers.alias("of_the_same_response")
_HIDDEN = and_(
    comment_hidings.c.response_id == answers.c.response_id,
    comment_hidings.c.question == answers.c.question,
    comment_hidings.c.shown_at.is_(None),
)
# So many rows are in memory at once.
_CHUNK: Final = 1000


def read(connection: Connection, scope: Scope, chosen: Filter, limit: int) -> list[Comment]:
    """Comments in the order of their random ids, which tells nothing; so the first ones are a random sample."""
    query = _comments(scope).add_columns(responses.c.group_id, responses.c.batch).where(*_conditions(chosen))
    query = query.order_by(answers.c.response_id, answers.c.question)
    # More batches than a statement may bind.
    rows = connection.execution_options(yield_per=_CHUNK).execute(query)
    kept = (row for *row, group, batch in rows if chosen.batches is None or (group, batch) in chosen.batches)
    return [Comment(*row) for row in islice(kept, limit)]


def find(
    connection: Connection, scope: Scope, response_id: int, question: str, hidden_by: int | None
) -> Comment | None:
    """One comment, if it lies in the scope and is not hidden, or by this person; None lets all hidden ones pass."""
    query = _comments(scope).where(answers.c.response_id == response_id, answers.c.question == question)
    if hidden_by is not None:
        query = query.where(or_(comment_hidings.c.id.is_(None), comment_hidings.c.hidden_by == hidden_by))
    row = connection.execute(query).first()
    return Comment(*row) if row else None


def count_by_touchpoint(connection: Connection, scope: Scope) -> Sequence[Row[str, Names, str, int]]:
    """Touchpoints whose responses may be told apart: (code, service, channel, complete responses), the most first."""
    total = func.sum(release_groups.c.responses)
    query = (
        select(touchpoints.c.code, touchpoints.c.service, touchpoints.c.channel, total)
        .join(release_groups, release_groups.c.touchpoint_id == touchpoints.c.id)
        .where(visible(scope), lies_in(scope), release_groups.c.state == "complete")
        .group_by(touchpoints.c.id)
        .order_by(total.desc(), touchpoints.c.id)
    )
    return connection.execute(query).all()


def hide(connection: Connection, comment: Comment, reason: Reason, person_id: int, now: datetime) -> None:
    """Hide a comment; one that is hidden stays as it is."""
    values = {
        "response_id": comment.response_id,
        "question": comment.question,
        "reason": reason,
        "hidden_by": person_id,
        "hidden_at": now,
    }
    connection.execute(insert_into(connection, comment_hidings).on_conflict_do_nothing(), values)


def show_again(connection: Connection, comment: Comment, person_id: int, now: datetime, *, anyones: bool) -> bool:
    """End a hiding, one's own or anyone's; False when there is none."""
    statement = update(comment_hidings).where(
        comment_hidings.c.response_id == comment.response_id,
        comment_hidings.c.question == comment.question,
        comment_hidings.c.shown_at.is_(None),
    )
    if not anyones:
        statement = statement.where(comment_hidings.c.hidden_by == person_id)
    return connection.execute(statement.values(shown_by=person_id, shown_at=now)).rowcount == 1


def add_view(connection: Connection, person_id: int, asked: Mapping[str, Any], now: datetime) -> int:
    """Note what a person looks at; returns the id that the buttons carry."""
    values = {"person_id": person_id, "asked": asked, "used_at": now}
    statement = insert(comment_views).values(values).returning(comment_views.c.id)
    view_id: int = connection.execute(statement).scalar_one()
    return view_id


def view(connection: Connection, view_id: int, person_id: int) -> Mapping[str, Any] | None:
    """What a person looks at; None when the view is gone or somebody else's."""
    query = select(comment_views.c.asked).where(comment_views.c.id == view_id, comment_views.c.person_id == person_id)
    asked: Mapping[str, Any] | None = connection.execute(query).scalar()
    return asked


def set_view(connection: Connection, view_id: int, asked: Mapping[str, Any], now: datetime) -> None:
    """Look at something else in the same view."""
    chosen = update(comment_views).where(comment_views.c.id == view_id)
    connection.execute(chosen.values(asked=asked, used_at=now))


def purge_views(connection: Connection, before: datetime) -> int:
    """Delete views nobody has used since then; returns how many."""
    return connection.execute(delete(comment_views).where(comment_views.c.used_at < before)).rowcount


def names(driver: str) -> ColumnElement[bool]:
    """The condition on responses that they name a driver: a list of codes in quotes, on both databases."""
    named = cast(_ANSWERS.c.options, Text).contains(f'"{driver}"', autoescape=True)
    return exists().where(_ANSWERS.c.response_id == responses.c.id, named)


def _comments(scope: Scope) -> Select[Any]:
    joined = (
        release_groups.join(responses, responses.c.group_id == release_groups.c.id)
        .join(answers, answers.c.response_id == responses.c.id)
        # Where the group lies, not where the response was given: that may be more than is told.
        .outerjoin(units, units.c.id == release_groups.c.unit_id)
        .outerjoin(touchpoints, touchpoints.c.id == release_groups.c.touchpoint_id)
        .outerjoin(comment_hidings, _HIDDEN)
    )
    columns = (
        answers.c.response_id,
        answers.c.question,
        answers.c.comment,
        units.c.name,
        touchpoints.c.service,
        comment_hidings.c.reason,
    )
    shown = (visible(scope), release_groups.c.state == "complete", answers.c.comment.is_not(None))
    return select(*columns).select_from(joined).where(*shown)


def _conditions(chosen: Filter) -> list[ColumnElement[bool]]:
    is_shown = comment_hidings.c.id.is_(None)
    conditions: list[ColumnElement[bool]] = [~is_shown if chosen.hidden else is_shown]
    if chosen.hidden and chosen.hidden_by is not None:
        conditions.append(comment_hidings.c.hidden_by == chosen.hidden_by)
    if chosen.good is not None:
        conditions.append(or_(*(_is_rated(main, good=chosen.good) for main in chosen.mains)))
    if chosen.driver is not None:
        conditions.append(names(chosen.driver))
    return conditions


def _is_rated(main: Main, *, good: bool) -> ColumnElement[bool]:
    number = _ANSWERS.c.number
    return and_(
        responses.c.survey_version_id == main.survey_version_id,
        exists().where(
            _ANSWERS.c.response_id == responses.c.id,
            _ANSWERS.c.question == main.question,
            number >= main.good_from if good else number < main.good_from,
        ),
    )
