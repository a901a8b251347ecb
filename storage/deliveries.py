"""The daily messages that were sent: one row a person, local date and kind."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, and_, delete, exists, func, select, update

from storage.tables import absences, deliveries, enrollments, lesson_suggestions, people
from storage.upserts import insert_into

Kind = Literal["slot", "reminder"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A daily message; `content` is a lesson's code or another day of a course, `why` what suggested it."""

    id: int
    enrollment_id: int
    local_date: date
    content: str
    reacted_on: date | None
    why: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class ToRemind:
    """A message without a reaction whose reminder is due; `until` is the end of that day's working hours."""

    id: int
    enrollment_id: int
    person_id: int
    local_date: date
    content: str
    until: datetime


def put(
    connection: Connection,
    enrollment_id: int,
    local_date: date,
    kind: Kind,
    content: str,
    until: datetime,
    *,
    remind_at: datetime | None = None,
    suggestion_id: int | None = None,
) -> int | None:
    """Take the date for a message and return the row's id; None when the date has one of this kind."""
    statement = insert_into(connection, deliveries).values(
        enrollment_id=enrollment_id,
        local_date=local_date,
        kind=kind,
        content=content,
        until=until,
        remind_at=remind_at,
        suggestion_id=suggestion_id,
    )
    return connection.execute(statement.on_conflict_do_nothing().returning(deliveries.c.id)).scalar()


def take_back(connection: Connection, delivery_id: int) -> date | None:
    """It was never sent: the date is free again. Returns the date of a reaction that was noted with it."""
    taken = delete(deliveries).where(deliveries.c.id == delivery_id).returning(deliveries.c.reacted_on)
    reacted_on: date | None = connection.execute(taken).scalar()
    return reacted_on


def last(connection: Connection, enrollment_id: int) -> Delivery | None:
    """The newest daily message."""
    query = _query().where(deliveries.c.enrollment_id == enrollment_id).order_by(deliveries.c.local_date.desc())
    row = connection.execute(query.limit(1)).first()
    return Delivery(*row) if row else None


def newest_of(connection: Connection, enrollment_id: int, content: str) -> date | None:
    """The local date of the newest daily message with a content."""
    mine = (deliveries.c.enrollment_id == enrollment_id, deliveries.c.content == content, deliveries.c.kind == "slot")
    newest: date | None = connection.execute(select(func.max(deliveries.c.local_date)).where(*mine)).scalar()
    return newest


def last_of_all(connection: Connection, enrollment_ids: Collection[int]) -> dict[int, Delivery]:
    """The newest daily message of each of these enrollments."""
    newest = (
        select(deliveries.c.enrollment_id, func.max(deliveries.c.local_date).label("local_date"))
        .where(deliveries.c.enrollment_id.in_(enrollment_ids), deliveries.c.kind == "slot")
        .group_by(deliveries.c.enrollment_id)
        .subquery()
    )
    is_newest = and_(
        newest.c.enrollment_id == deliveries.c.enrollment_id, newest.c.local_date == deliveries.c.local_date
    )
    return {row.enrollment_id: Delivery(*row) for row in connection.execute(_query().join(newest, is_newest))}


def history(connection: Connection, enrollment_id: int) -> list[Delivery]:
    """All daily messages, oldest first."""
    query = _query().where(deliveries.c.enrollment_id == enrollment_id).order_by(deliveries.c.local_date)
    return [Delivery(*row) for row in connection.execute(query)]


def had(connection: Connection, enrollment_id: int, content: str) -> bool:
    """Whether a lesson was among the daily messages."""
    query = select(func.count()).where(deliveries.c.enrollment_id == enrollment_id, deliveries.c.content == content)
    return connection.execute(query).scalar_one() > 0


def had_since(connection: Connection, enrollment_ids: Collection[int], since: date) -> dict[int, set[str]]:
    """What each of these enrollments was sent from that date on."""
    query = select(deliveries.c.enrollment_id, deliveries.c.content).where(
        deliveries.c.enrollment_id.in_(enrollment_ids), deliveries.c.local_date >= since, deliveries.c.kind == "slot"
    )
    found: dict[int, set[str]] = defaultdict(set)
    for enrollment_id, content in connection.execute(query):
        found[enrollment_id].add(content)
    return found


def is_taken(connection: Connection, enrollment_id: int, local_date: date) -> bool:
    """Whether the date has had its daily message."""
    mine = (deliveries.c.enrollment_id == enrollment_id, deliveries.c.local_date == local_date)
    return connection.execute(select(func.count()).where(*mine, deliveries.c.kind == "slot")).scalar_one() > 0


def react(connection: Connection, enrollment_id: int, today: date) -> None:
    """The person did something with the newest message; nothing is left to remind them of."""
    newest = (
        select(func.max(deliveries.c.local_date))
        .where(deliveries.c.enrollment_id == enrollment_id, deliveries.c.kind == "slot")
        .scalar_subquery()
    )
    mine = (deliveries.c.enrollment_id == enrollment_id, deliveries.c.kind == "slot", deliveries.c.local_date == newest)
    reacted = {"reacted_on": func.coalesce(deliveries.c.reacted_on, today), "remind_at": None}
    connection.execute(update(deliveries).where(*mine).values(reacted))


def to_remind(connection: Connection, now: datetime, limit: int) -> list[ToRemind]:
    """Claim, until the transaction ends, the messages to remind of: none of who is paused or away."""
    is_away = exists().where(
        absences.c.enrollment_id == deliveries.c.enrollment_id,
        deliveries.c.local_date.between(absences.c.first_day, absences.c.last_day),
    )
    query = (
        select(
            deliveries.c.id,
            deliveries.c.enrollment_id,
            enrollments.c.person_id,
            deliveries.c.local_date,
            deliveries.c.content,
            deliveries.c.until,
        )
        .join(enrollments, enrollments.c.id == deliveries.c.enrollment_id)
        .join(people, people.c.id == enrollments.c.person_id)
        .where(deliveries.c.remind_at <= now, people.c.active, ~people.c.stopped)
        .where(enrollments.c.state != "paused", ~is_away)
        .order_by(deliveries.c.remind_at, deliveries.c.id)
        .limit(limit)
        .with_for_update(of=deliveries, skip_locked=True)
    )
    return [ToRemind(*row) for row in connection.execute(query)]


def remind_at(connection: Connection, delivery_id: int, moment: datetime | None) -> None:
    """Remind at another moment; with None not any more: the reminder is sent, or its day is over."""
    connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(remind_at=moment))


def _query() -> Any:  # noqa: ANN401 - a Select of six columns
    return (
        select(
            deliveries.c.id,
            deliveries.c.enrollment_id,
            deliveries.c.local_date,
            deliveries.c.content,
            deliveries.c.reacted_on,
            lesson_suggestions.c.why,
        )
        .outerjoin(lesson_suggestions, lesson_suggestions.c.id == deliveries.c.suggestion_id)
        .where(deliveries.c.kind == "slot")
    )
