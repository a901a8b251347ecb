"""Joining by a link: the name to be shown and the unit, a course, an hour, a zone, and the first lesson at once."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from lessons import preferences, schedule
from lessons.delivering import REMINDER_AFTER
from lessons.errors import LinkOfAnotherUnit, LinkUseless, NotEnrolled
from lessons.messages import KINDS
from lessons.schedule import DEFAULT_HOUR
from lessons.school import School, rhythm_of
from storage import deliveries, enrollments, outbox, roles, staff_invitations
from storage.enrollments import Enrollment
from storage.people import Person

STAFF: Final = "staff"
MOST_PEOPLE_A_LINK: Final = 500
LONGEST_LINK: Final = timedelta(days=60)


def invite(connection: Connection, unit_id: int, people: int, lasts: timedelta, now: datetime) -> str:
    """The token of a link by which so many people of a unit may join until it expires."""
    return staff_invitations.invite(
        connection, unit_id, min(people, MOST_PEOPLE_A_LINK), now + min(lasts, LONGEST_LINK)
    )


def open_link(
    connection: Connection, school: School, person: Person, token: str, proposed_name: str, now: datetime
) -> Enrollment:
    """Use a link; whoever is joining goes on, in the unit of a newer link. Raises LinkUseless and LinkOfAnotherUnit."""
    unit_id = staff_invitations.unit_of(connection, token, now)
    # Read after the link: what used that up may be the same person's other tap.
    known = enrollments.of(connection, person.id)
    if known is not None and enrollments.is_joining_by(connection, known.id, staff_invitations.hashed(token)):
        return known
    if unit_id is None:
        raise LinkUseless
    if known is None:
        return _begun(connection, school, person, unit_id, token, proposed_name, now)
    if known.unit_id == unit_id:
        return known
    return _moved(connection, known, unit_id, token, now)


def is_joining(connection: Connection, person: Person) -> bool:
    """Whether the person is about to join."""
    enrollment = enrollments.of(connection, person.id)
    return enrollment is not None and enrollment.state == "joining"


def joining(connection: Connection, person: Person) -> Enrollment:
    """The course that the person is about to join. Raises NotEnrolled when they are not joining."""
    enrollment = enrollments.of(connection, person.id)
    if enrollment is None or enrollment.state != "joining":
        raise NotEnrolled
    return enrollment


def choose(connection: Connection, person: Person, /, **values: object) -> Enrollment:
    """Keep what was chosen so far: shown_name, course, hour or zone."""
    enrollments.change(connection, joining(connection, person).id, **values)
    return joining(connection, person)


def choose_name(connection: Connection, person: Person, text: str) -> Enrollment:
    """Keep the name to be shown. Raises NameUnfit."""
    return choose(connection, person, shown_name=preferences.checked_name(text))


def start(connection: Connection, school: School, person: Person, now: datetime) -> Enrollment:
    """Begin the course with its first lesson, whatever day it is; the next one keeps to the rhythm.

    Raises NotEnrolled when the person is not joining.
    """
    enrollment = joining(connection, person)
    rhythm = rhythm_of(connection, enrollment)
    today = rhythm.today(now)
    moment = schedule.next_after(rhythm, school.calendar, today)
    begun = {"state": "active", "position": 1, "joined_on": today, "next_due_at": moment, "expects": None}
    if not enrollments.change_joining(connection, enrollment.id, **begun, link_hash=None):
        # Begun by the same tap again, at the same time.
        raise NotEnrolled
    lesson = school.course_or_first(enrollment.course).lessons[0]
    until = max(schedule.closes_at(rhythm, today), now)
    remind_at = now + REMINDER_AFTER if now + REMINDER_AFTER < until else None
    deliveries.put(connection, enrollment.id, today, "slot", lesson, until, remind_at=remind_at)
    return enrollments.get(connection, enrollment.id) or enrollment


def leave(connection: Connection, person: Person) -> None:
    """Leave the course: everything that was noted in it is erased, with the role."""
    enrollment = enrollments.of(connection, person.id)
    if enrollment is None:
        raise NotEnrolled
    enrollments.leave(connection, enrollment.id)
    roles.take(connection, person.id, STAFF)
    outbox.cancel_for(connection, person.id, KINDS)


def _begun(
    connection: Connection,
    school: School,
    person: Person,
    unit_id: int,
    token: str,
    proposed_name: str,
    now: datetime,
) -> Enrollment:
    zone = enrollments.unit_zone(connection, unit_id)
    values = {
        "shown_name": "".join(filter(str.isprintable, proposed_name)).strip()[: preferences.LONGEST_NAME],
        "link_hash": staff_invitations.hashed(token),
        "state": "joining",
        "course": next(iter(school.catalog.courses)),
        "position": 0,
        "hour": DEFAULT_HOUR,
        "days_off": "",
        "ignored": 0,
        "joined_on": now.astimezone(ZoneInfo(zone)).date(),
    }
    # A place is taken by whoever made the row: a link that is opened twice at once takes one.
    if enrollments.begin(connection, person.id, unit_id, values):
        _take_place(connection, token, now)
        roles.give(connection, person.id, STAFF, unit_id)
    return joining(connection, person)


def _moved(connection: Connection, known: Enrollment, unit_id: int, token: str, now: datetime) -> Enrollment:
    """The first link was to the wrong unit: what was chosen so far stays."""
    if enrollments.move_joining(connection, known.id, unit_id, staff_invitations.hashed(token)):
        _take_place(connection, token, now)
        roles.take(connection, known.person_id, STAFF)
        roles.give(connection, known.person_id, STAFF, unit_id)
    moved = enrollments.get(connection, known.id)
    if moved is None or moved.unit_id != unit_id:
        raise LinkOfAnotherUnit
    return moved


def _take_place(connection: Connection, token: str, now: datetime) -> None:
    if staff_invitations.use(connection, token, now) is None:
        raise LinkUseless
