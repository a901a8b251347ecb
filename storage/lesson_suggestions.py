"""Lessons that citizens' answers suggest to the staff of a unit. What is kept are plain values, never a survey."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from storage.tables import deliveries, lesson_suggestions
from storage.upserts import insert_into


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lessons for a unit, the one that helps most first, with the numbers that say why and may be shown."""

    id: int
    lessons: Sequence[str]
    why: Mapping[str, Any]
    from_date: date


def put(connection: Connection, unit_id: int, lessons: Sequence[str], why: Mapping[str, Any], from_date: date) -> None:
    """Suggest lessons to a unit from a date on."""
    values = {"unit_id": unit_id, "lessons": list(lessons), "why": dict(why), "from_date": from_date}
    connection.execute(insert_into(connection, lesson_suggestions).values(values).on_conflict_do_nothing())


def newest_date(connection: Connection, unit_id: int) -> date | None:
    """When a unit was given its newest suggestion."""
    query = select(func.max(lesson_suggestions.c.from_date)).where(lesson_suggestions.c.unit_id == unit_id)
    return connection.execute(query).scalar()


def newest(connection: Connection, unit_ids: Collection[int], since: date) -> dict[int, Suggestion]:
    """The newest suggestion of each of these units that has one from that date on."""
    query = (
        select(lesson_suggestions)
        .where(lesson_suggestions.c.unit_id.in_(unit_ids), lesson_suggestions.c.from_date >= since)
        .order_by(lesson_suggestions.c.from_date)
    )
    rows = connection.execute(query)
    return {row.unit_id: Suggestion(row.id, row.lessons, row.why, row.from_date) for row in rows}


def had(connection: Connection, enrollment_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """The lessons that were sent because they were suggested, by enrollment: suggestion -> lesson."""
    query = select(deliveries.c.enrollment_id, deliveries.c.suggestion_id, deliveries.c.content).where(
        deliveries.c.enrollment_id.in_(enrollment_ids), deliveries.c.suggestion_id.is_not(None)
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for enrollment_id, suggestion_id, content in connection.execute(query):
        found[enrollment_id][suggestion_id] = content
    return found
