"""A unit's obstacle is looked for among those who were offered the same drivers, whatever else is asked elsewhere."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy import Connection, insert

from storage import organisation
from storage.database import Database
from storage.tables import answers, responses
from surveys import releasing
from surveys.catalog_files import load_catalog
from surveys.obstacles import Obstacle, worst_of_units
from surveys.organisation import Organisation
from surveys.publishing import load_organisation
from surveys.versions import Versions

DAY = date(2026, 11, 16)
TODAY = date(2026, 11, 24)
UNITS = ("north", "south")
# Each survey with its question of the main score and the one of drivers.
SURVEYS = {"csat": ("satisfaction", "drivers"), "prototype_test": ("effort", "obstacles")}
ORGANISATION = Organisation.model_validate(
    {
        "name": {"ru": "Центр", "en": "Centre"},
        "timezone": "Europe/Moscow",
        "smallest_group": 10,
        "units": [{"code": unit, "name": {"ru": unit, "en": unit}} for unit in UNITS],
        "touchpoints": [
            {
                "code": f"{unit}-{survey.replace('_', '-')}",
                "unit": unit,
                "service": {"ru": survey, "en": survey},
                "channel": "window",
                "survey": survey,
            }
            for unit in UNITS
            for survey in SURVEYS
        ],
    }
)
ids = count(1)


async def test_who_was_offered_other_drivers_makes_no_unit_look_worse(database: Database) -> None:
    await database.run(fill)
    for unit in UNITS:
        await database.run(dissatisfied, unit, "csat", ["humanity"] * 10 + ["ease"] * 20)
    # None of these could have named how they were treated.
    await database.run(dissatisfied, "south", "prototype_test", ["words"] * 90)
    assert await database.read(found) == []


async def test_a_driver_of_the_same_code_is_another_one_beside_other_drivers(database: Database) -> None:
    await database.run(fill)
    for unit in UNITS:
        await database.run(dissatisfied, unit, "csat", ["other"] * 10 + ["ease"] * 30)
        await database.run(dissatisfied, unit, "prototype_test", ["other"] * 10)
    await database.run(dissatisfied, "north", "prototype_test", ["other"] * 30)
    assert await database.read(found) == []


async def test_an_obstacle_is_told_in_numbers_of_those_who_could_name_it(database: Database) -> None:
    await database.run(fill)
    await database.run(dissatisfied, "north", "csat", ["humanity"] * 20 + ["ease"] * 10)
    await database.run(dissatisfied, "south", "csat", ["humanity"] * 10 + ["place"] * 40)
    await database.run(dissatisfied, "north", "prototype_test", ["words"] * 30)
    north, south = await database.read(found)
    assert (north.driver, north.share, north.others, north.n) == ("humanity", 20 / 30, 10 / 50, 30)
    assert (south.driver, south.share, south.others, south.n) == ("place", 40 / 50, 0, 50)


def fill(connection: Connection) -> None:
    load_organisation(connection, ORGANISATION, load_catalog(), datetime(2026, 11, 1, tzinfo=UTC))


def found(connection: Connection) -> Sequence[Obstacle]:
    return worst_of_units(connection, Versions(), TODAY)


def dissatisfied(connection: Connection, unit: str, survey: str, drivers: Sequence[str]) -> None:
    """A response of a person for each of the drivers, who names it after a bad score."""
    touchpoint = organisation.touchpoint(connection, f"{unit}-{survey.replace('_', '-')}")
    assert touchpoint is not None
    versions = Versions()
    version_id, _ = versions.newest(connection, survey)
    score, several = SURVEYS[survey]
    for driver in drivers:
        response_id = next(ids)
        values = {"id": response_id, "survey_version_id": version_id, "touchpoint_id": touchpoint.id}
        connection.execute(insert(responses), {**values, "state": "complete", "local_date": DAY})
        for question, number, options in ((score, 1, None), (several, None, [driver])):
            row = {"response_id": response_id, "question": question, "state": "answered"}
            connection.execute(insert(answers), {**row, "number": number, "options": options})
        releasing.count_in(connection, versions, response_id)
