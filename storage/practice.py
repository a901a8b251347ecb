"""What people do with a lesson: reports, plans, bookmarks and whether it was of use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, select

from storage.tables import bookmarks, lesson_feedback, plans, practice_reports
from storage.upserts import insert_into


@dataclass(frozen=True, slots=True)
class Report:
    """What a person tried; without a lesson, nothing. The line is for themselves."""

    lesson: str | None
    local_date: date
    line: str | None


def report(connection: Connection, enrollment_id: int, lesson: str | None, today: date, line: str | None) -> None:
    """Note that the person tried a lesson; a line written later on the day replaces the one before."""
    if lesson is None and _has_empty(connection, enrollment_id, today):
        return
    statement = insert_into(connection, practice_reports).values(
        enrollment_id=enrollment_id, lesson=lesson, local_date=today, line=line
    )
    kept = func.coalesce(statement.excluded.line, practice_reports.c.line)
    key = ["enrollment_id", "lesson", "local_date"]
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_={"line": kept}))


def reports(connection: Connection, enrollment_id: int, limit: int) -> list[Report]:
    """The newest reports of a person."""
    mine = practice_reports.c.enrollment_id == enrollment_id
    columns = (practice_reports.c.lesson, practice_reports.c.local_date, practice_reports.c.line)
    query = select(*columns).where(mine).order_by(practice_reports.c.local_date.desc(), practice_reports.c.id.desc())
    return [Report(*row) for row in connection.execute(query.limit(limit))]


def count(connection: Connection, enrollment_id: int) -> int:
    """How many reports of a person are kept."""
    return connection.execute(
        select(func.count()).where(practice_reports.c.enrollment_id == enrollment_id)
    ).scalar_one()


def tried(connection: Connection, enrollment_id: int) -> set[str]:
    """The lessons that a person has tried."""
    mine = (practice_reports.c.enrollment_id == enrollment_id, practice_reports.c.lesson.is_not(None))
    return set(connection.execute(select(practice_reports.c.lesson).where(*mine)).scalars())


def plan(connection: Connection, enrollment_id: int, lesson: str, echo_at: datetime) -> int | None:
    """Note when a person means to try a lesson and return the plan's id; None when it was noted before."""
    statement = insert_into(connection, plans).values(enrollment_id=enrollment_id, lesson=lesson, echo_at=echo_at)
    return connection.execute(statement.on_conflict_do_nothing().returning(plans.c.id)).scalar()


def bookmark(connection: Connection, enrollment_id: int, lesson: str, is_set: bool) -> None:
    """Set or remove a bookmark."""
    if is_set:
        statement = insert_into(connection, bookmarks).values(enrollment_id=enrollment_id, lesson=lesson)
        connection.execute(statement.on_conflict_do_nothing())
    else:
        mine = (bookmarks.c.enrollment_id == enrollment_id, bookmarks.c.lesson == lesson)
        connection.execute(delete(bookmarks).where(*mine))


def bookmarked(connection: Connection, enrollment_id: int) -> Sequence[str]:
    """The lessons a person has marked."""
    query = select(bookmarks.c.lesson).where(bookmarks.c.enrollment_id == enrollment_id)
    return connection.execute(query).scalars().all()


def rate(connection: Connection, enrollment_id: int, lesson: str, useful: bool) -> bool:
    """Keep whether a lesson was of use; False when the person has said so before: the first word counts.

    A word that could be taken back would move a number that stands still, and tell whose it was.
    """
    statement = insert_into(connection, lesson_feedback).values(
        enrollment_id=enrollment_id, lesson=lesson, useful=useful
    )
    return connection.execute(statement.on_conflict_do_nothing()).rowcount == 1


def _has_empty(connection: Connection, enrollment_id: int, today: date) -> bool:
    mine = (
        practice_reports.c.enrollment_id == enrollment_id,
        practice_reports.c.local_date == today,
        practice_reports.c.lesson.is_(None),
    )
    return connection.execute(select(func.count()).where(*mine)).scalar_one() > 0
