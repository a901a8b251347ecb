"""The units a coordinator may act on; for others the answer is that of an unknown one."""

from handlers.standing import Standing
from lessons.errors import UnknownUnit
from storage import organisation
from storage.database import Unit
from storage.organisation import UnitOf


async def units_of(unit: Unit, standing: Standing) -> list[UnitOf]:
    """The open units that the coordinator may see."""
    return [each for each in await unit.run(organisation.staffed_units) if standing.may_see(each.id)]


async def unit_of(unit: Unit, standing: Standing, unit_id: int) -> UnitOf:
    """One of them. Raises UnknownUnit."""
    for each in await units_of(unit, standing):
        if each.id == unit_id:
            return each
    raise UnknownUnit
