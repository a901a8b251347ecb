"""What the organisation changed, as coordinators write it and citizens read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, Select, delete, func, insert, select, true, update
from sqlalchemy.sql.elements import ColumnElement

from storage.organisation import Names
from storage.tables import changes, touchpoints, units

State = Literal["draft", "published", "withdrawn"]
# None: every unit, and what concerns the whole organisation too.
Units = Collection[int] | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change with where it happened; with neither a unit nor a service, in the whole organisation."""

    id: int
    unit_id: int | None
    touchpoint_id: int | None
    unit_name: Names | None
    service: Names | None
    state: State
    # By language; what was not written is absent.
    texts: Mapping[str, str]
    # The first day of the month in which it changed.
    changed_in: date
    survey: str | None
    question: str | None
    published_on: date | None


def published(connection: Connection, offset: int, limit: int) -> list[Change]:
    """What citizens may read, the newest first."""
    query = _changes().where(changes.c.state == "published")
    query = query.order_by(changes.c.published_on.desc(), changes.c.id.desc()).offset(offset).limit(limit)
    return [Change(*row) for row in connection.execute(query)]


def count_published(connection: Connection) -> int:
    """How many changes citizens may read."""
    return connection.execute(select(func.count()).where(changes.c.state == "published")).scalar_one()


def within(connection: Connection, allowed: Units) -> list[Change]:
    """Changes of these units in any state, the newest first."""
    query = _changes().where(_allowed(allowed)).order_by(changes.c.id.desc())
    return [Change(*row) for row in connection.execute(query)]


def find(connection: Connection, change_id: int, allowed: Units) -> Change | None:
    """A change, if it concerns one of these units."""
    row = connection.execute(_changes().where(changes.c.id == change_id, _allowed(allowed))).first()
    return Change(*row) if row else None


def add(connection: Connection, author_id: int, unit_id: int | None, touchpoint_id: int | None, month: date) -> int:
    """Begin a draft and return its id."""
    values: dict[str, object] = {
        "unit_id": unit_id,
        "touchpoint_id": touchpoint_id,
        "state": "draft",
        "texts": {},
        "changed_in": month,
        "author_id": author_id,
    }
    change_id: int = connection.execute(insert(changes).values(values).returning(changes.c.id)).scalar_one()
    return change_id


def write(connection: Connection, change_id: int, values: Mapping[str, object]) -> bool:
    """Change columns of what is not published; False when it is, or is gone."""
    statement = update(changes).where(changes.c.id == change_id, changes.c.state != "published")
    return connection.execute(statement.values(values)).rowcount == 1


def publish(connection: Connection, change_id: int, today: date) -> None:
    """Let citizens read it; one that was read before keeps its date."""
    first = func.coalesce(changes.c.published_on, today)
    connection.execute(update(changes).where(changes.c.id == change_id).values(state="published", published_on=first))


def withdraw(connection: Connection, change_id: int) -> None:
    """Take it back from the citizens; its texts stay."""
    statement = update(changes).where(changes.c.id == change_id, changes.c.state == "published")
    connection.execute(statement.values(state="withdrawn"))


def remove(connection: Connection, change_id: int) -> bool:
    """Delete what is not published; False when it is, or is gone."""
    statement = delete(changes).where(changes.c.id == change_id, changes.c.state != "published")
    return connection.execute(statement).rowcount == 1


def _allowed(allowed: Units) -> ColumnElement[bool]:
    return true() if allowed is None else changes.c.unit_id.in_(list(allowed))


def _changes() -> Select[*tuple[Any, ...]]:
    return (
        select(
            changes.c.id,
            changes.c.unit_id,
            changes.c.touchpoint_id,
            units.c.name,
            touchpoints.c.service,
            changes.c.state,
            changes.c.texts,
            changes.c.changed_in,
            changes.c.survey,
            changes.c.question,
            changes.c.published_on,
        )
        .outerjoin(units, units.c.id == changes.c.unit_id)
        .outerjoin(touchpoints, touchpoints.c.id == changes.c.touchpoint_id)
    )
