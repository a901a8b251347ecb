"""A slice: what a coordinator asks about. Screen, export and digest read the same slices, so their counts agree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from storage import counts, organisation, survey_versions
from storage.counts import BySurvey
from storage.organisation import Names, Touchpoint, UnitOf
from storage.releases import Scope
from surveys.errors import UnknownSurvey, UnknownTouchpoint, UnknownUnit
from surveys.periods import Period


@dataclass(frozen=True, slots=True)
class Slice:
    """A selection and a period, for somebody who may see some units.

    Codes select; None selects everything. A touchpoint stands alone: it has its unit. `units` holds the ids of the
    units that the viewer may see, None all of them: only then the whole organisation is among the answers.
    """

    period: Period
    survey: str | None = None
    unit: str | None = None
    touchpoint: str | None = None
    units: frozenset[int] | None = None

    def before(self) -> "Slice":
        """The same selection in the period before."""
        return replace(self, period=self.period.previous())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slice looks: a touchpoint, a unit, or neither for all that the viewer may see."""

    unit: UnitOf | None = None
    touchpoint: Touchpoint | None = None

    @property
    def unit_name(self) -> Names | None:
        """The unit's name by language."""
        if self.touchpoint is not None:
            return self.touchpoint.unit_name
        return self.unit.name if self.unit else None


def place_of(connection: Connection, asked: Slice) -> Place:
    """The place of a slice. Raises UnknownUnit and UnknownTouchpoint, the same for a foreign one as for none."""
    if asked.touchpoint is not None:
        return Place(touchpoint=_touchpoint(connection, asked.touchpoint, asked.units))
    if asked.unit is not None:
        return Place(unit=_unit(connection, asked.unit, asked.units))
    return Place()


def scope_of(connection: Connection, asked: Slice) -> Scope:
    """The scope of a slice, for queries on release groups. Raises as place_of does."""
    place = place_of(connection, asked)
    return Scope(
        first=asked.period.first,
        end=asked.period.end,
        survey=asked.survey,
        touchpoint_ids=[place.touchpoint.id] if place.touchpoint else None,
        unit_ids=_unit_ids(place, asked.units),
    )


def today(connection: Connection, now: datetime) -> date:
    """The day it is where the organisation is."""
    return now.astimezone(organisation.zone(connection)).date()


def ids_of(connection: Connection, asked: Slice) -> tuple[int, int, int]:
    """The ids of a slice's unit, touchpoint and newest survey version, 0 for none. Raises as place_of does."""
    place = place_of(connection, asked)
    version = survey_versions.newest(connection, asked.survey) if asked.survey else None
    unit_id = place.unit.id if place.unit else 0
    return unit_id, place.touchpoint.id if place.touchpoint else 0, version.id if version else 0


def by_ids(connection: Connection, period: Period, ids: tuple[int, int, int], units: frozenset[int] | None) -> Slice:
    """The slice of a unit's, a touchpoint's and a survey version's id, 0 for none.

    Raises UnknownUnit, UnknownTouchpoint and UnknownSurvey for ids that nothing has.
    """
    unit_id, touchpoint_id, version_id = ids
    unit = organisation.code_of(connection, "unit", unit_id) if unit_id else None
    touchpoint = organisation.code_of(connection, "touchpoint", touchpoint_id) if touchpoint_id else None
    survey = survey_versions.code_of(connection, version_id) if version_id else None
    if unit_id and unit is None:
        raise UnknownUnit
    if touchpoint_id and touchpoint is None:
        raise UnknownTouchpoint
    if version_id and survey is None:
        raise UnknownSurvey
    return Slice(period, survey, unit, touchpoint, units)


def surveys_of(connection: Connection, asked: Slice) -> Sequence[BySurvey]:
    """The surveys that have shown responses in a slice, whatever survey it names."""
    scope = replace(scope_of(connection, asked), survey=None)
    return counts.count_by_survey(connection, scope)


def _unit_ids(place: Place, units: frozenset[int] | None) -> frozenset[int] | None:
    # A touchpoint has answers of the units that it was in before: of those too, only what the viewer may see.
    return frozenset({place.unit.id}) if place.unit else units


def _touchpoint(connection: Connection, code: str, units: frozenset[int] | None) -> Touchpoint:
    found = organisation.touchpoint(connection, code)
    if found is None or (units is not None and found.unit_id not in units):
        raise UnknownTouchpoint
    return found


def _unit(connection: Connection, code: str, units: frozenset[int] | None) -> UnitOf:
    found = organisation.find_unit(connection, code)
    if found is None or (units is not None and found.id not in units):
        raise UnknownUnit
    return found
