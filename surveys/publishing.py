"""Loads an organisation's file into the database; loading the same file again changes nothing."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from storage import organisation as stored
from storage.errors import SmallestGroupLowered
from surveys.definition import Survey
from surveys.organisation import Organisation
from surveys.versions import publish


def load_organisation(
    connection: Connection,
    organisation: Organisation,
    catalog: Mapping[str, Survey],
    now: datetime,
    default_timezone: str = "UTC",
) -> None:
    """Write units and touchpoints by their codes, publish the surveys they use, close what the file leaves out.

    Raises SmallestGroupLowered: who has answered did so under the promise of the group that was set then.
    """
    smallest, promised = organisation.smallest_group, stored.smallest_group(connection)
    if smallest < promised and stored.is_answered(connection):
        raise SmallestGroupLowered(promised, smallest)
    timezone = organisation.timezone or default_timezone
    stored.keep(connection, organisation.name.model_dump(), timezone, smallest)
    for code in sorted({touchpoint.survey for touchpoint in organisation.touchpoints}):
        publish(connection, catalog[code], now)
    units = {
        unit.code: stored.keep_unit(connection, unit.code, unit.name.model_dump(), unit.timezone)
        for unit in organisation.units
    }
    for touchpoint in organisation.touchpoints:
        stored.keep_touchpoint(
            connection,
            touchpoint.code,
            unit_id=units[touchpoint.unit],
            service=touchpoint.service.model_dump(),
            channel=touchpoint.channel,
            survey=touchpoint.survey,
        )
    stored.close_others(connection, list(units), [touchpoint.code for touchpoint in organisation.touchpoints])
