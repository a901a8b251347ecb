"""Service points as coordinators keep them: list, add, rename, close, open. Each function checks the unit.

A unit that the coordinator may not see gets the same answer as one that is not there: UnknownTouchpoint.
"""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, get_args

from sqlalchemy import Connection

from storage import invitations, organisation, points, prompts
from storage.organisation import Names, Touchpoint, UnitOf
from storage.people import Person
from storage.points import Draft
from storage.releases import Scope
from surveys import integrity
from surveys.definition import LONGEST_NAME
from surveys.errors import PointNameWrong, SurveyClosed, UnknownTouchpoint
from surveys.freezing import frozen
from surveys.integrity import IntegrityNote
from surveys.ledger import ShownLedger, ledger_of, shown
from surveys.organisation import Channel
from surveys.rates import ResponseRate, response_rate
from surveys.settling import newest
from surveys.versions import Versions

CHANNELS: Final[tuple[str, ...]] = get_args(Channel)
LONGEST_CODE: Final = 32
# The kind of prompt whose text is a point's name.
POINT_NAME: Final = "point_name"
# As far back as a point's card looks for those who were not reached.
LEDGER_LASTS: Final = timedelta(days=90)
# A quarter of those that have settled.
MONTHS_RATED: Final = 3

MaySee = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Card:
    """A service point with what coordinators know about it."""

    point: Touchpoint
    survey_name: Names
    # Of the newest months that have settled, whatever was asked in them.
    response: ResponseRate | None
    ledger: ShownLedger
    smallest_group: int
    integrity: IntegrityNote


def units(connection: Connection, may_see: MaySee) -> list[UnitOf]:
    """The open units that the coordinator may see."""
    return [each for each in points.all_units(connection) if may_see(each.id)]


def of_unit(connection: Connection, may_see: MaySee, unit_id: int) -> tuple[UnitOf, list[Touchpoint]]:
    """A unit with its points, open and closed. Raises UnknownTouchpoint."""
    found = next((each for each in units(connection, may_see) if each.id == unit_id), None)
    if found is None:
        raise UnknownTouchpoint
    return found, points.of_unit(connection, unit_id)


def card(connection: Connection, versions: Versions, may_see: MaySee, point_id: int, now: datetime) -> Card:
    """Everything about a point. Raises UnknownTouchpoint."""
    point = find(connection, may_see, point_id)
    today = _today(connection, now)
    return Card(
        point,
        survey_name(connection, versions, point.survey),
        _response(connection, point.id, today),
        _ledger(connection, point.id, today),
        organisation.smallest_group(connection),
        integrity.integrity_note(connection, point.id, today),
    )


def _response(connection: Connection, point_id: int, today: date) -> ResponseRate | None:
    """The rate of a point as every summary has it: by whole months, so that the two tell no more than either."""
    months = newest(today, MONTHS_RATED)
    return response_rate(connection, Scope(months[0].first, months[-1].end, touchpoint_ids=[point_id]))


def _today(connection: Connection, now: datetime) -> date:
    return now.astimezone(organisation.zone(connection)).date()


def _ledger(connection: Connection, point_id: int, today: date) -> ShownLedger:
    rows = invitations.ledger(connection, point_id, today - LEDGER_LASTS)
    counts = frozen(connection, point_id, "invitations", rows, ledger_of(rows).ended, today)
    return shown(ledger_of(counts), organisation.smallest_group(connection))


def survey_name(connection: Connection, versions: Versions, code: str) -> Names:
    """What people call a survey; its code while it has no version."""
    try:
        name: Names = versions.newest(connection, code)[1].name.model_dump()
    except SurveyClosed:
        return {"ru": code, "en": code}
    return name


def surveys(connection: Connection, versions: Versions, channel: str) -> list[tuple[str, Names]]:
    """The surveys a new point may offer in a channel: codes and names."""
    offered = [code for code in points.open_surveys(connection) if _suits(connection, versions, code, channel)]
    return [(code, survey_name(connection, versions, code)) for code in offered]


def channels(connection: Connection, versions: Versions, may_see: MaySee, point_id: int) -> list[str]:
    """The channels by which a point's service may be met besides. Raises UnknownTouchpoint."""
    survey = find(connection, may_see, point_id).survey
    return [each for each in CHANNELS if _suits(connection, versions, survey, each)]


def set_closed(connection: Connection, may_see: MaySee, point_id: int, closed: bool) -> bool:
    """Close a point to answers, or open it again; returns whether it was not so before. Raises UnknownTouchpoint."""
    point = find(connection, may_see, point_id)
    points.set_closed(connection, point.id, closed)
    return point.closed != closed


def set_excluded(
    connection: Connection, versions: Versions, may_see: MaySee, point_id: int, excluded: bool, now: datetime
) -> bool:
    """Leave marked responses out of a point's scores, or let them count again; returns whether anything changed.

    Raises UnknownTouchpoint.
    """
    point = find(connection, may_see, point_id)
    if not excluded:
        return integrity.include(connection, versions, point.id)
    return integrity.exclude(connection, versions, point.id, _today(connection, now))


def ask_name(
    connection: Connection, versions: Versions, may_see: MaySee, person: Person, draft: Draft, now: datetime
) -> None:
    """The coordinator's next text is a name, unless something else is asked for first. Raises UnknownTouchpoint."""
    if draft.touchpoint_id is not None:
        draft = replace(draft, unit_id=find(connection, may_see, draft.touchpoint_id).unit_id)
    else:
        of_unit(connection, may_see, draft.unit_id)
        _check(connection, versions, draft)
    prompts.ask(connection, person.id, POINT_NAME, asdict(draft), now)


def take_name(connection: Connection, may_see: MaySee, person: Person, draft: Draft, text: str) -> int:
    """Add or rename the point that a name was asked for; returns its id.

    Raises PointNameWrong for a text that is no two names, UnknownTouchpoint.
    """
    service = _names(text)
    prompts.drop(connection, person.id)
    if draft.touchpoint_id is not None:
        points.rename(connection, find(connection, may_see, draft.touchpoint_id).id, service)
        return draft.touchpoint_id
    return _add(connection, may_see, draft, service)


def add_channel(connection: Connection, versions: Versions, may_see: MaySee, point_id: int, channel: str) -> int:
    """Add a point for the same service by another channel; returns its id. Raises UnknownTouchpoint."""
    point = find(connection, may_see, point_id)
    draft = Draft(point.unit_id, channel, point.survey)
    _check(connection, versions, draft)
    return _add(connection, may_see, draft, point.service)


def _add(connection: Connection, may_see: MaySee, draft: Draft, service: Names) -> int:
    unit, _ = of_unit(connection, may_see, draft.unit_id)
    return points.add(connection, _free_code(connection, unit, service), draft, service)


def find(connection: Connection, may_see: MaySee, point_id: int) -> Touchpoint:
    """A point of a unit that the coordinator may see. Raises UnknownTouchpoint."""
    point = points.find(connection, point_id)
    if point is None or not may_see(point.unit_id):
        raise UnknownTouchpoint
    return point


def _check(connection: Connection, versions: Versions, draft: Draft) -> None:
    """A button may be forged: only what is offered is taken."""
    if draft.channel not in CHANNELS or draft.survey not in points.open_surveys(connection):
        raise UnknownTouchpoint
    if not _suits(connection, versions, draft.survey, draft.channel):
        raise UnknownTouchpoint


def _suits(connection: Connection, versions: Versions, code: str, channel: str) -> bool:
    try:
        return versions.newest(connection, code)[1].suits(channel)
    except SurveyClosed:
        return False


def _names(text: str) -> Names:
    """Two lines: the name in Russian, the name in English."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) != 2 or max(map(len, lines)) > LONGEST_NAME:  # noqa: PLR2004 - one line a language
        raise PointNameWrong(LONGEST_NAME)
    return {"ru": lines[0], "en": lines[1]}


def _free_code(connection: Connection, unit: UnitOf, service: Names) -> str:
    """A code made of the unit's and the English name; a number tells namesakes apart."""
    words = re.sub(r"[^a-z0-9]+", "-", service["en"].lower()).strip("-") or "point"
    whole = f"{unit.code}-{words}"
    code, number = whole[:LONGEST_CODE].rstrip("-"), 1
    while points.is_taken(connection, code):
        number += 1
        code = f"{whole[: LONGEST_CODE - 1 - len(str(number))].rstrip('-')}-{number}"
    return code
