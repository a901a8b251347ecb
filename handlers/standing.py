"""What a person may do: the role decides, whatever the menu shows."""

from dataclasses import dataclass, replace

from aiogram.types import CallbackQuery, Message
from sqlalchemy import Connection

from storage import roles
from storage.database import Unit
from storage.people import Person

COORDINATOR = "coordinator"
STAFF = "staff"
# The role in which the audit names administrators, who hold no row of roles.
ADMINISTRATOR_ROLE = "administrator"


@dataclass(frozen=True, slots=True)
class Standing:
    """The rights of a person. Administrators may do what coordinators may."""

    is_administrator: bool = False
    is_coordinator: bool = False
    # Units a coordinator is limited to; None means all.
    units: frozenset[int] | None = None
    is_staff: bool = False

    @property
    def role(self) -> str:
        """The role in which an act is noted in the audit."""
        return ADMINISTRATOR_ROLE if self.is_administrator else COORDINATOR

    @property
    def may_author(self) -> bool:
        """Whether the person may change surveys, which all units share."""
        return self.is_coordinator and self.units is None

    def may_see(self, unit_id: int) -> bool:
        """Whether the person may see what was answered in a unit."""
        return self.is_coordinator and (self.units is None or unit_id in self.units)


ADMINISTRATOR = Standing(is_administrator=True, is_coordinator=True)


async def standing_of(unit: Unit, person: Person, administrators: frozenset[int]) -> Standing:
    """The rights a person has, from ADMIN_IDS and from the roles they accepted."""
    return await unit.run(standing_in, person, administrators)


def standing_in(connection: Connection, person: Person, administrators: frozenset[int]) -> Standing:
    """The same, for whoever has a connection: a job asks anew before it shows anything."""
    every = roles.of(connection, person)
    is_staff = any(role.name == STAFF for role in every)
    if person.chat_id in administrators:
        return replace(ADMINISTRATOR, is_staff=is_staff)
    held = [role for role in every if role.name == COORDINATOR]
    if not held:
        return Standing(is_staff=is_staff)
    limits = [role.unit_id for role in held if role.unit_id is not None]
    units = frozenset(limits) if len(limits) == len(held) else None
    return Standing(is_coordinator=True, units=units, is_staff=is_staff)


async def with_standing(
    event: Message | CallbackQuery,  # noqa: ARG001 - aiogram passes it by position
    unit: Unit,
    person: Person,
    administrators: frozenset[int],
) -> dict[str, Standing]:
    """A filter that always passes and gives the handler its `standing`."""
    return {"standing": await standing_of(unit, person, administrators)}


async def is_coordinator(
    event: Message | CallbackQuery,  # noqa: ARG001 - as above
    unit: Unit,
    person: Person,
    administrators: frozenset[int],
) -> bool | dict[str, Standing]:
    """A filter for coordinators; to others the command does not exist."""
    standing = await standing_of(unit, person, administrators)
    return {"standing": standing} if standing.is_coordinator else False


async def is_staff(
    event: Message | CallbackQuery,  # noqa: ARG001 - as above
    unit: Unit,
    person: Person,
) -> bool:
    """A filter for staff; to others the command does not exist."""
    return any(role.name == STAFF for role in await unit.run(roles.of, person))


async def is_author(
    event: Message | CallbackQuery,  # noqa: ARG001 - as above
    unit: Unit,
    person: Person,
    administrators: frozenset[int],
) -> bool | dict[str, Standing]:
    """A filter for those who may change surveys."""
    standing = await standing_of(unit, person, administrators)
    return {"standing": standing} if standing.may_author else False


async def is_colleague(unit: Unit, person: Person, administrators: frozenset[int]) -> bool:
    """Whether the person works here: any role will do."""
    return person.chat_id in administrators or bool(await unit.run(roles.of, person))


async def is_administrator(
    event: Message | CallbackQuery,  # noqa: ARG001 - as above
    person: Person,
    administrators: frozenset[int],
) -> bool:
    """A filter for administrators; to others the command does not exist."""
    return person.chat_id in administrators
