"""Roles, and the links that give them: random tokens of 128 bits and more, stored hashed, expiring, used once."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select

from storage.people import Person
from storage.tables import people, role_invitations, roles

# 16 bytes are 128 bits; as text they fit the 64 characters of a start link.
TOKEN_BYTES = 16
INVITATION_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a person, for one unit or, with None, for all."""

    id: int
    name: str
    unit_id: int | None


def invite(connection: Connection, role: str, now: datetime, unit_id: int | None = None) -> str:
    """Make an invitation to `role` and return its token, which is stored nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    connection.execute(
        insert(role_invitations),
        {
            "token_hash": _hashed(token),
            "role": role,
            "unit_id": unit_id,
            "expires_at": now + INVITATION_LASTS,
        },
    )
    return token


def accept(connection: Connection, person: Person, token: str, now: datetime) -> Role | None:
    """Use an invitation up and give its role; None when it is unknown, used or expired."""
    taken = connection.execute(
        delete(role_invitations)
        .where(role_invitations.c.token_hash == _hashed(token), role_invitations.c.expires_at > now)
        .returning(role_invitations.c.role, role_invitations.c.unit_id)
    ).first()
    if taken is None:
        return None
    row = connection.execute(
        insert(roles)
        .values(person_id=person.id, role=taken.role, unit_id=taken.unit_id)
        .returning(roles.c.id, roles.c.role, roles.c.unit_id)
    ).one()
    return Role(*row)


def give(connection: Connection, person_id: int, role: str, unit_id: int) -> None:
    """Give a role in a unit, once."""
    held = select(roles.c.id).where(roles.c.person_id == person_id, roles.c.role == role, roles.c.unit_id == unit_id)
    if connection.execute(held).first() is None:
        connection.execute(insert(roles).values(person_id=person_id, role=role, unit_id=unit_id))


def take(connection: Connection, person_id: int, role: str) -> None:
    """Take a role from one person."""
    connection.execute(delete(roles).where(roles.c.person_id == person_id, roles.c.role == role))


def of(connection: Connection, person: Person) -> list[Role]:
    """The roles a person holds."""
    query = select(roles.c.id, roles.c.role, roles.c.unit_id).where(roles.c.person_id == person.id)
    return [Role(*row) for row in connection.execute(query.order_by(roles.c.id))]


def has_any(connection: Connection, person_id: int) -> bool:
    """Whether a person holds a role at all."""
    return connection.execute(select(roles.c.id).where(roles.c.person_id == person_id)).first() is not None


def holders(connection: Connection, role: str, unit_id: int) -> list[int]:
    """The people who hold a role for a unit, or for all units."""
    here = or_(roles.c.unit_id.is_(None), roles.c.unit_id == unit_id)
    query = select(roles.c.person_id).distinct().where(roles.c.role == role, here)
    return list(connection.execute(query.order_by(roles.c.person_id)).scalars())


def count(connection: Connection, role: str) -> int:
    """How many people hold a role."""
    query = select(func.count(roles.c.person_id.distinct())).where(roles.c.role == role)
    return connection.execute(query).scalar_one()


def withdraw(connection: Connection, role: str) -> list[int]:
    """Take a role from everyone who holds it, with its open invitations; returns the chats they are in."""
    holders = select(people.c.chat_id).join(roles).where(roles.c.role == role).distinct()
    chats = list(connection.execute(holders).scalars())
    connection.execute(delete(roles).where(roles.c.role == role))
    connection.execute(delete(role_invitations).where(role_invitations.c.role == role))
    return chats


def purge_invitations(connection: Connection, now: datetime) -> int:
    """Delete the invitations nobody can use any more; returns how many."""
    return connection.execute(delete(role_invitations).where(role_invitations.c.expires_at <= now)).rowcount


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
