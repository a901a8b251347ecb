"""Who wants a digest and alerts, and when each is due next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, or_, select, update

from storage.people import Person
from storage.tables import digests, people, roles
from storage.upserts import insert_into

Frequency = Literal["never", "weekly", "monthly"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a coordinator wants; `hour` is of the organisation's day."""

    frequency: Frequency
    hour: int
    alerts: bool
    due_at: datetime | None
    alerts_due_at: datetime


_WISH = (digests.c.frequency, digests.c.hour, digests.c.alerts, digests.c.due_at, digests.c.alerts_due_at)


def get(connection: Connection, person_id: int) -> Wish | None:
    """What a person wants; None before they were asked."""
    row = connection.execute(select(*_WISH).where(digests.c.person_id == person_id)).first()
    return Wish(*row) if row else None


def keep(connection: Connection, person_id: int, wish: Wish) -> None:
    """Write what a person wants."""
    values = {
        "frequency": wish.frequency,
        "hour": wish.hour,
        "alerts": wish.alerts,
        "due_at": wish.due_at,
        "alerts_due_at": wish.alerts_due_at,
    }
    statement = insert_into(connection, digests).values(person_id=person_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


def missing(connection: Connection, role: str, chat_ids: Collection[int]) -> list[int]:
    """The ids of people with this role, or in these chats, who have no row yet."""
    holders = select(roles.c.person_id).where(roles.c.role == role)
    query = select(people.c.id).where(
        or_(people.c.id.in_(holders), people.c.chat_id.in_(chat_ids)),
        people.c.id.not_in(select(digests.c.person_id)),
    )
    return list(connection.execute(query).scalars())


def due(connection: Connection, now: datetime) -> list[tuple[Person, Wish]]:
    """Whose digest is due."""
    return _read(connection, digests.c.due_at <= now)


def due_for_alerts(connection: Connection, now: datetime) -> list[tuple[Person, Wish]]:
    """Whose alerts are due."""
    return _read(connection, digests.c.alerts_due_at <= now)


def postpone(connection: Connection, person_id: int, wish: Wish, due_at: datetime | None) -> bool:
    """Set when the next digest is due; False when another replica did, or the wish has changed."""
    unchanged = digests.c.due_at == wish.due_at
    return _set(connection, person_id, unchanged, "due_at", due_at)


def postpone_alerts(connection: Connection, person_id: int, wish: Wish, due_at: datetime) -> bool:
    """The same for alerts."""
    unchanged = digests.c.alerts_due_at == wish.alerts_due_at
    return _set(connection, person_id, unchanged, "alerts_due_at", due_at)


def _set(
    connection: Connection, person_id: int, unchanged: ColumnElement[bool], column: str, value: datetime | None
) -> bool:
    statement = update(digests).where(digests.c.person_id == person_id, unchanged).values({column: value})
    return connection.execute(statement).rowcount == 1


def _read(connection: Connection, condition: ColumnElement[bool]) -> list[tuple[Person, Wish]]:
    query = select(*people.c, *_WISH).join(digests, digests.c.person_id == people.c.id).where(condition)
    # By the digests' own column, or SQLite would go through all people to have them in order.
    rows = connection.execute(query.order_by(digests.c.person_id))
    width = len(people.c)
    return [(Person(*row[:width]), Wish(*row[width:])) for row in rows]
