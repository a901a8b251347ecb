"""Who takes which course, where they stand in it and when their next message is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Select, delete, func, select, update

from storage.tables import absences, enrollments, organisations, people, units
from storage.upserts import insert_into

State = Literal["joining", "active", "paused", "finished"]


@dataclass(frozen=True, slots=True)
class Enrollment:
    """A person's course. `zone` is their own, `zone_in_use` the one that counts: theirs, the unit's, the body's."""

    id: int
    person_id: int
    unit_id: int
    unit_name: Mapping[str, str]
    shown_name: str
    state: State
    course: str
    position: int
    hour: int
    zone: str | None
    zone_in_use: str
    days_off: str
    next_due_at: datetime | None
    ignored: int
    joined_on: date
    finished_on: date | None
    expects: str | None
    # Whether questions from memory come by themselves after the course.
    recalls: bool


@dataclass(frozen=True, slots=True)
class StoredAbsence:
    """Local dates, both included."""

    first_day: date
    last_day: date


def of(connection: Connection, person_id: int) -> Enrollment | None:
    """The person's course."""
    row = connection.execute(_query().where(enrollments.c.person_id == person_id)).first()
    return Enrollment(*row) if row else None


def get(connection: Connection, enrollment_id: int) -> Enrollment | None:
    """A course by its id."""
    row = connection.execute(_query().where(enrollments.c.id == enrollment_id)).first()
    return Enrollment(*row) if row else None


def of_unit(connection: Connection, unit_id: int) -> list[Enrollment]:
    """Who has joined in a unit, by the name that is shown."""
    query = _query().where(enrollments.c.unit_id == unit_id, enrollments.c.state != "joining")
    return [Enrollment(*row) for row in connection.execute(query.order_by(enrollments.c.shown_name, enrollments.c.id))]


def begin(connection: Connection, person_id: int, unit_id: int, values: Mapping[str, Any]) -> bool:
    """Enroll a person who is in no course; False when they are in one, through a link opened at the same time."""
    statement = insert_into(connection, enrollments).values(person_id=person_id, unit_id=unit_id, **values)
    return connection.execute(statement.on_conflict_do_nothing(index_elements=["person_id"])).rowcount == 1


def change_joining(connection: Connection, enrollment_id: int, **values: Any) -> bool:  # noqa: ANN401 - columns
    """Write columns of an enrollment whose course has not begun; False when it has, perhaps at the same time."""
    mine = (enrollments.c.id == enrollment_id, enrollments.c.state == "joining")
    return connection.execute(update(enrollments).where(*mine).values(values)).rowcount == 1


def is_joining_by(connection: Connection, enrollment_id: int, link_hash: str) -> bool:
    """Whether a person is joining by this link."""
    mine = (enrollments.c.id == enrollment_id, enrollments.c.link_hash == link_hash, enrollments.c.state == "joining")
    return connection.execute(select(enrollments.c.id).where(*mine)).first() is not None


def move_joining(connection: Connection, enrollment_id: int, unit_id: int, link_hash: str) -> bool:
    """Let who is joining join another unit; False when they have begun, or are moved there already."""
    mine = (enrollments.c.id == enrollment_id, enrollments.c.state == "joining", enrollments.c.unit_id != unit_id)
    moved = update(enrollments).where(*mine).values(unit_id=unit_id, link_hash=link_hash)
    return connection.execute(moved).rowcount == 1


def change(connection: Connection, enrollment_id: int, **values: Any) -> None:  # noqa: ANN401 - columns
    """Write columns of an enrollment."""
    connection.execute(update(enrollments).where(enrollments.c.id == enrollment_id).values(values))


def leave(connection: Connection, enrollment_id: int) -> None:
    """Erase a course with everything that was noted in it."""
    connection.execute(delete(enrollments).where(enrollments.c.id == enrollment_id))


def due(connection: Connection, now: datetime, limit: int) -> list[Enrollment]:
    """Claim, until the transaction ends, courses whose message is due, in the order in which they became due."""
    moment = enrollments.c.next_due_at
    query = (
        _query()
        .join(people, people.c.id == enrollments.c.person_id)
        .where(moment <= now, people.c.active, ~people.c.stopped)
        .order_by(moment, enrollments.c.id)
        .limit(limit)
        # Another replica passes over what this one has in hand.
        .with_for_update(of=enrollments, skip_locked=True)
    )
    return [Enrollment(*row) for row in connection.execute(query)]


def due_later(connection: Connection, moment: datetime, after: int, limit: int) -> list[Enrollment]:
    """Courses whose next message is later than a moment, by id, from the one after `after` on."""
    query = _query().where(enrollments.c.next_due_at > moment, enrollments.c.id > after)
    return [Enrollment(*row) for row in connection.execute(query.order_by(enrollments.c.id).limit(limit))]


def wake_unit(connection: Connection, unit_id: int, moment: datetime) -> None:
    """Give those of a unit who have finished a moment at which to look for a suggestion."""
    waits = enrollments.c.next_due_at.is_(None) | (enrollments.c.next_due_at > moment)
    chosen = update(enrollments).where(enrollments.c.unit_id == unit_id, enrollments.c.state == "finished", waits)
    connection.execute(chosen.values(next_due_at=moment))


def expecting(connection: Connection, chat_id: int, now: datetime) -> str | None:
    """What the next text of a chat is taken for."""
    query = (
        select(enrollments.c.expects)
        .join(people, people.c.id == enrollments.c.person_id)
        .where(people.c.chat_id == chat_id, enrollments.c.expects_until > now)
    )
    return connection.execute(query).scalar()


def absences_of(connection: Connection, enrollment_ids: Sequence[int]) -> dict[int, list[StoredAbsence]]:
    """The absences of these enrollments."""
    query = select(absences).where(absences.c.enrollment_id.in_(enrollment_ids)).order_by(absences.c.first_day)
    found: dict[int, list[StoredAbsence]] = {each: [] for each in enrollment_ids}
    for row in connection.execute(query):
        found[row.enrollment_id].append(StoredAbsence(row.first_day, row.last_day))
    return found


def add_absence(connection: Connection, enrollment_id: int, first_day: date, last_day: date) -> None:
    """Note an absence; one that begins on the same day is replaced."""
    statement = insert_into(connection, absences).values(
        enrollment_id=enrollment_id, first_day=first_day, last_day=last_day
    )
    replaced = statement.on_conflict_do_update(
        index_elements=["enrollment_id", "first_day"], set_={"last_day": last_day}
    )
    connection.execute(replaced)


def end_absences(connection: Connection, enrollment_id: int, today: date, yesterday: date) -> None:
    """The person is back: what has begun ends with yesterday, what was still to come is dropped."""
    mine = absences.c.enrollment_id == enrollment_id
    connection.execute(delete(absences).where(mine, absences.c.first_day >= today))
    connection.execute(update(absences).where(mine, absences.c.last_day >= today).values(last_day=yesterday))


def unit_zone(connection: Connection, unit_id: int) -> str:
    """The zone of a unit: its own or the organisation's."""
    query = select(_zone(units.c.timezone)).where(units.c.id == unit_id)
    zone: str = connection.execute(query).scalar_one()
    return zone


def _zone(*columns: Any) -> Any:  # noqa: ANN401 - an expression
    organisation = select(organisations.c.timezone).scalar_subquery()
    return func.coalesce(*columns, organisation, "UTC")


def _query() -> Select[*tuple[Any, ...]]:
    return select(
        enrollments.c.id,
        enrollments.c.person_id,
        enrollments.c.unit_id,
        units.c.name,
        enrollments.c.shown_name,
        enrollments.c.state,
        enrollments.c.course,
        enrollments.c.position,
        enrollments.c.hour,
        enrollments.c.zone,
        _zone(enrollments.c.zone, units.c.timezone),
        enrollments.c.days_off,
        enrollments.c.next_due_at,
        enrollments.c.ignored,
        enrollments.c.joined_on,
        enrollments.c.finished_on,
        enrollments.c.expects,
        enrollments.c.recalls,
    ).join(units, units.c.id == enrollments.c.unit_id)
