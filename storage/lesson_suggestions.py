"""Lessons that citizens' answers suggest to the staff of a unit. What is kept are plain values, never a survey."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from storage.tables import deliveries, lesson_suggestions
from storage.upserts import insert_into


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A lesson for a unit, with the numbers that say why and may be shown."""

    id: int
    lesson: str
    why: Mapping[str, Any]
    from_date: date


def put(
    connection: Connection, unit_id: int, driver: str, lesson: str, why: Mapping[str, Any], from_date: date
) -> None:
    """Suggest a lesson to a unit from a date on."""
    values = {"unit_id": unit_id, "driver": driver, "lesson": lesson, "why": dict(why), "from_date": from_date}
    connection.execute(insert_into(connection, lesson_suggestions).values(values).on_conflict_do_nothing())


def newest_date(connection: Connection, unit_id: int) -> date | None:
    """When a unit was given its newest suggestion."""
    query = select(func.max(lesson_suggestions.c.from_date)).where(lesson_suggestions.c.unit_id == unit_id)
    return connection.execute(query).scalar()


def waiting(connection: Connection, unit_ids: Collection[int], since: date) -> dict[int, list[Suggestion]]:
    """The suggestions of these units from that date on, by unit, the newest first."""
    query = (
        select(lesson_suggestions)
        .where(lesson_suggestions.c.unit_id.in_(unit_ids), lesson_suggestions.c.from_date >= since)
        .order_by(lesson_suggestions.c.from_date.desc(), lesson_suggestions.c.id.desc())
    )
    found: dict[int, list[Suggestion]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.unit_id].append(Suggestion(row.id, row.lesson, row.why, row.from_date))
    return found


def had(connection: Connection, enrollment_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """The lessons that were sent because they were suggested, by enrollment: suggestion -> lesson."""
    query = select(deliveries.c.enrollment_id, deliveries.c.suggestion_id, deliveries.c.content).where(
        deliveries.c.enrollment_id.in_(enrollment_ids), deliveries.c.suggestion_id.is_not(None)
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for enrollment_id, suggestion_id, content in connection.execute(query):
        found[enrollment_id][suggestion_id] = content
    return found
