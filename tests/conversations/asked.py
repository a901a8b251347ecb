"""Two months of answers straight in the tables, invitations and rights, for tests of what coordinators ask."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from sqlalchemy import Connection, insert, select

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import organisation
from storage.tables import answers, invitations, people, responses
from storage.tables import roles as roles_table
from surveys import releasing
from surveys.versions import Versions
from tests.conversations.clock import MovableClock

POINTS = ("north-certificates", "north-benefits", "south-documents")


async def administrator(telegram: Telegram, bot: Program, clock: MovableClock) -> Someone:
    """Somebody who may see an organisation in which people have answered for two months."""
    await bot.ground.database.run(fill, clock())
    return telegram.person("Ольга", language="en")


def fill(connection: Connection, now: datetime) -> None:
    """Two months; in the last one the time it takes at one point makes many dissatisfied."""
    random = Random(7)
    for week in range(8):
        day = now.date() - timedelta(weeks=week)
        for code in POINTS:
            answer(connection, day, code, 30, random, is_slow=code == "north-benefits" and week < 4)


numbers = count(1)


def answer(connection: Connection, day: date, code: str, n: int, random: Random, *, is_slow: bool = False) -> None:
    """So many complete responses to post_service, 85 % of them good; at a slow point many wait, and few are content."""
    versions = Versions()
    version_id, _ = versions.newest(connection, "post_service")
    found = organisation.touchpoint(connection, code)
    assert found is not None
    for _ in range(n):
        response_id, is_waiting = next(numbers), is_slow and random.random() < 0.6
        row = {"survey_version_id": version_id, "touchpoint_id": found.id, "state": "complete", "local_date": day}
        connection.execute(insert(responses), {"id": response_id, **row})
        good = random.random() < (0.15 if is_waiting else 0.85)
        given = [
            ("resolved", None, ["yes"] if good else ["no"]),
            ("effort", random.choice((5, 6, 7)) if good else random.choice((1, 2, 3, 4)), None),
            ("satisfaction", random.choice((4, 5)) if good else random.choice((1, 2, 3)), None),
            ("drivers", None, ["efficiency"] if is_waiting else [random.choice(("ease", "humanity", "employee"))]),
        ]
        connection.execute(
            insert(answers),
            [
                {
                    "response_id": response_id,
                    "question": question,
                    "state": "answered",
                    "number": number,
                    "options": options,
                }
                for question, number, options in given
            ],
        )
        releasing.count_in(connection, versions, response_id)


def rate_effort(connection: Connection, day: date, code: str, efforts: Sequence[int]) -> None:
    """Complete responses to the survey ces, one for each effort."""
    versions = Versions()
    version_id, _ = versions.newest(connection, "ces")
    found = organisation.touchpoint(connection, code)
    assert found is not None
    for effort in efforts:
        response_id = next(numbers)
        row = {"survey_version_id": version_id, "touchpoint_id": found.id, "state": "complete", "local_date": day}
        connection.execute(insert(responses), {"id": response_id, **row})
        given = {"response_id": response_id, "question": "effort", "state": "answered", "number": effort}
        connection.execute(insert(answers), given)
        releasing.count_in(connection, versions, response_id)


def leave_out(connection: Connection, code: str) -> int:
    """Leave all responses of a service point out of every score, as unusual; returns how many they are."""
    found = organisation.touchpoint(connection, code)
    assert found is not None
    chosen = select(responses.c.id).where(responses.c.touchpoint_id == found.id)
    ids = connection.execute(chosen).scalars().all()
    for response_id in ids:
        releasing.count_out(connection, Versions(), response_id, "excluded")
    return len(ids)


def invite(connection: Connection, code: str, day: date, states: Mapping[str, int]) -> None:
    """Invitations of a day, so many in each state."""
    found = organisation.touchpoint(connection, code)
    assert found is not None
    place = {"touchpoint_id": found.id, "unit_id": found.unit_id}
    row = {**place, "survey": "post_service", "outcome": "served", "local_date": day}
    rows = [{**row, "state": state} for state, n in states.items() for _ in range(n)]
    connection.execute(insert(invitations), rows)


def limit_to_north(connection: Connection, chat_id: int) -> None:
    """Make somebody a coordinator of the north branch alone."""
    person_id = connection.execute(select(people.c.id).where(people.c.chat_id == chat_id)).scalar_one()
    values = {"person_id": person_id, "role": "coordinator", "unit_id": unit_id(connection, "north")}
    connection.execute(insert(roles_table), values)


def unit_id(connection: Connection, code: str) -> int:
    """The id of a unit."""
    found = organisation.find_unit(connection, code)
    assert found is not None
    return found.id
