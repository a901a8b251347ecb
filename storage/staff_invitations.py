"""Links by which staff of a unit join: random tokens, stored hashed, for so many people and until a moment."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, or_, select, update

from storage.tables import staff_invitations, units

# 16 bytes are 128 bits; as text they fit the 64 characters of a start link.
TOKEN_BYTES = 16


def invite(connection: Connection, unit_id: int, people: int, expires_at: datetime) -> str:
    """Make a link for so many people of a unit and return its token, which is stored nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    connection.execute(
        insert(staff_invitations),
        {"token_hash": hashed(token), "unit_id": unit_id, "uses_left": people, "expires_at": expires_at},
    )
    return token


def unit_of(connection: Connection, token: str, now: datetime) -> int | None:
    """The unit that a link leads to; None when it is unknown, used up or expired, or the unit is closed."""
    query = select(staff_invitations.c.unit_id).where(*_usable(token, now))
    return connection.execute(query).scalar()


def use(connection: Connection, token: str, now: datetime) -> int | None:
    """Use a link once and return its unit; None when it is unknown, used up or expired, or the unit is closed."""
    used = update(staff_invitations).where(*_usable(token, now)).values(uses_left=staff_invitations.c.uses_left - 1)
    return connection.execute(used.returning(staff_invitations.c.unit_id)).scalar()


def hashed(token: str) -> str:
    """What is stored of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def purge(connection: Connection, now: datetime) -> int:
    """Delete the links nobody can use any more; returns how many."""
    useless = or_(staff_invitations.c.expires_at <= now, staff_invitations.c.uses_left <= 0, ~_is_open())
    return connection.execute(delete(staff_invitations).where(useless)).rowcount


def _usable(token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        staff_invitations.c.token_hash == hashed(token),
        staff_invitations.c.uses_left > 0,
        staff_invitations.c.expires_at > now,
        _is_open(),
    )


def _is_open() -> ColumnElement[bool]:
    return exists().where(units.c.id == staff_invitations.c.unit_id, ~units.c.closed)
