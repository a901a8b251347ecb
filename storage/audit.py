"""The audit: which act of office was done when and by whom; no citizen is ever an actor or a subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from storage.people import Person
from storage.tables import audit

Subject = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `actor` is the number of the person's row, None once they were erased."""

    at: datetime
    actor: int | None
    role: str
    action: str
    subject: Subject


def record(
    connection: Connection, actor: Person, role: str, action: str, now: datetime, subject: Subject | None = None
) -> None:
    """Note an act. `subject` holds codes and numbers, never a text that somebody wrote."""
    values = {"at": now, "actor_id": actor.id, "actor_role": role, "action": action, "subject": dict(subject or {})}
    connection.execute(insert(audit), values)


def newest(connection: Connection, offset: int, limit: int) -> Sequence[Entry]:
    """Entries from the newest to the oldest."""
    query = select(audit.c.at, audit.c.actor_id, audit.c.actor_role, audit.c.action, audit.c.subject)
    rows = connection.execute(query.order_by(audit.c.id.desc()).offset(offset).limit(limit))
    return [Entry(*row) for row in rows]


def count(connection: Connection) -> int:
    """How many entries there are."""
    return connection.execute(select(func.count()).select_from(audit)).scalar_one()


def purge(connection: Connection, before: datetime) -> int:
    """Delete entries older than that; returns how many."""
    return connection.execute(delete(audit).where(audit.c.at < before)).rowcount
