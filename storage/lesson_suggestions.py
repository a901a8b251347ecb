"""Lessons that citizens' answers suggest to the staff of a unit. What is kept are plain values, never a survey."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select

from storage.tables import deliveries, lesson_suggestions


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A lesson for a unit, with the numbers that say why and may be shown."""

    id: int
    lesson: str
    why: Mapping[str, Any]


def put(
    connection: Connection, unit_id: int, driver: str, lesson: str, why: Mapping[str, Any], from_date: date
) -> None:
    """Suggest a lesson to a unit from a date on."""
    values = {"unit_id": unit_id, "driver": driver, "lesson": lesson, "why": dict(why), "from_date": from_date}
    connection.execute(insert(lesson_suggestions).values(values))


def newest_date(connection: Connection, unit_id: int) -> date | None:
    """When a unit was given its newest suggestion."""
    query = select(func.max(lesson_suggestions.c.from_date)).where(lesson_suggestions.c.unit_id == unit_id)
    return connection.execute(query).scalar()


def waiting(
    connection: Connection, unit_id: int, enrollment_id: int, joined_on: date, since: date, today: date
) -> Suggestion | None:
    """The newest suggestion of a unit that a person has not had: from the dates since..today, not before they joined."""
    had = select(deliveries.c.suggestion_id).where(
        deliveries.c.enrollment_id == enrollment_id, deliveries.c.suggestion_id.is_not(None)
    )
    query = (
        select(lesson_suggestions.c.id, lesson_suggestions.c.lesson, lesson_suggestions.c.why)
        .where(
            lesson_suggestions.c.unit_id == unit_id,
            lesson_suggestions.c.from_date.between(max(since, joined_on), today),
            lesson_suggestions.c.id.not_in(had),
        )
        .order_by(lesson_suggestions.c.from_date.desc(), lesson_suggestions.c.id.desc())
    )
    row = connection.execute(query.limit(1)).first()
    return Suggestion(*row) if row else None
