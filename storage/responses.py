"""Responses while they are being answered: every statement names the person, so a foreign button finds nothing."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, null, select, update

from storage.organisation import Names
from storage.tables import answers, organisations, responses, survey_versions, surveys, touchpoints, units
from storage.upserts import insert_into

# Random, so that ids do not tell in which order people answered; 62 bits fit a signed column and a button.
ID_BITS = 62
# What leads from a response to a person.
LINK = ("person_id", "position", "message_id", "opened_at", "touched_at", "expires_at")


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A response that ends without its person."""

    id: int
    survey_version_id: int
    person_id: int
    touchpoint_id: int


@dataclass(frozen=True, slots=True)
class OpenResponse:
    """A response somebody is answering. `position` is the index of the question shown."""

    id: int
    person_id: int
    touchpoint_id: int
    survey_version_id: int
    position: int
    message_id: int | None
    service: Names
    unit_name: Names
    timezone: str
    # The touchpoint, its unit or the survey that is being answered was closed meanwhile.
    closed: bool
    opened_at: datetime | None

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's zone, in which the response's day is reckoned."""
        return ZoneInfo(self.timezone)


_OPEN = (
    select(
        responses.c.id,
        responses.c.person_id,
        responses.c.touchpoint_id,
        responses.c.survey_version_id,
        responses.c.position,
        responses.c.message_id,
        touchpoints.c.service,
        units.c.name,
        select(organisations.c.timezone).scalar_subquery(),
        touchpoints.c.closed | units.c.closed | surveys.c.closed,
        responses.c.opened_at,
    )
    .join(touchpoints, touchpoints.c.id == responses.c.touchpoint_id)
    .join(units, units.c.id == touchpoints.c.unit_id)
    # The survey that is being answered; the touchpoint may ask another by now.
    .join(survey_versions, survey_versions.c.id == responses.c.survey_version_id)
    .join(surveys, surveys.c.code == survey_versions.c.survey)
    .where(responses.c.person_id == bindparam("person"))
    # Two taps at two replicas: the second waits, then sees the position the first left.
    .with_for_update(of=responses)
)
_OPEN_BY_ID = _OPEN.where(responses.c.id == bindparam("id"))
_OPEN_AT = _OPEN.where(responses.c.touchpoint_id == bindparam("touchpoint"))
# What was closed meanwhile must not hide what can still be gone on with.
_LATEST = (
    _OPEN.where(~touchpoints.c.closed, ~units.c.closed, ~surveys.c.closed)
    .order_by(responses.c.touched_at.desc(), responses.c.id)
    .limit(1)
)
_MOVE = (
    update(responses)
    .where(responses.c.id == bindparam("response"))
    .values(
        position=bindparam("at"),
        message_id=bindparam("message"),
        touched_at=bindparam("now"),
        expires_at=bindparam("expires"),
        local_date=bindparam("day"),
    )
)


def start(
    connection: Connection,
    person_id: int,
    touchpoint_id: int,
    survey_version_id: int,
    *,
    position: int,
    local_date: date,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Open a response, unless one is open at the touchpoint: two first taps may arrive at two replicas at once."""
    connection.execute(
        insert_into(connection, responses).on_conflict_do_nothing(),
        {
            "id": secrets.randbits(ID_BITS),
            "survey_version_id": survey_version_id,
            "touchpoint_id": touchpoint_id,
            "state": "open",
            "local_date": local_date,
            "person_id": person_id,
            "position": position,
            "opened_at": now,
            "touched_at": now,
            "expires_at": expires_at,
        },
    )


def find(connection: Connection, response_id: int, person_id: int) -> OpenResponse | None:
    """The open response, if it is this person's."""
    return _opened(connection.execute(_OPEN_BY_ID, {"id": response_id, "person": person_id}).first())


def find_at(connection: Connection, touchpoint_id: int, person_id: int) -> OpenResponse | None:
    """The person's open response at a touchpoint."""
    return _opened(connection.execute(_OPEN_AT, {"touchpoint": touchpoint_id, "person": person_id}).first())


def latest(connection: Connection, person_id: int) -> OpenResponse | None:
    """The open response the person touched last, of those that still take answers."""
    return _opened(connection.execute(_LATEST, {"person": person_id}).first())


def move(
    connection: Connection,
    response: OpenResponse,
    position: int,
    message_id: int | None,
    *,
    local_date: date,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Show another question of the response, and keep it alive."""
    values = {
        "response": response.id,
        "at": position,
        "message": message_id,
        "now": now,
        "expires": expires_at,
        "day": local_date,
    }
    connection.execute(_MOVE, values)


def close(
    connection: Connection,
    response_id: int,
    state: Literal["complete", "partial"],
    local_date: date | None = None,
    day_tag: bytes | None = None,
) -> None:
    """End a response and erase what links it to a person; only the touchpoint and the local date stay."""
    values: dict[str, Any] = dict.fromkeys(LINK, null())
    values |= {"state": state, "day_tag": day_tag}
    if local_date is not None:
        values["local_date"] = local_date
    connection.execute(update(responses).where(responses.c.id == response_id).values(values))


def remove(connection: Connection, response_id: int) -> None:
    """Delete a response with its answers."""
    connection.execute(delete(responses).where(responses.c.id == response_id))


def tagged(connection: Connection, day_tag: bytes) -> Row[int, int | None] | None:
    """The id of the response that carries a tag, and the group that holds it back: the person's earlier of the day."""
    query = select(responses.c.id, responses.c.held_by).where(responses.c.day_tag == day_tag)
    return connection.execute(query).first()


def forget_tags(connection: Connection, today: date) -> None:
    """Erase the tags of days that have ended."""
    ended = update(responses).where(responses.c.day_tag.is_not(None), responses.c.local_date < today)
    connection.execute(ended.values(day_tag=None))


def expired(connection: Connection, now: datetime, limit: int) -> list[LeftOpen]:
    """Open responses nobody touched for too long."""
    query = select(responses.c.id, responses.c.survey_version_id, responses.c.person_id, responses.c.touchpoint_id)
    query = query.where(responses.c.expires_at <= now)
    query = query.order_by(responses.c.expires_at).limit(limit).with_for_update(skip_locked=True)
    return [LeftOpen(*row) for row in connection.execute(query)]


def open_of(connection: Connection, person_id: int) -> Sequence[Row[Names, int]]:
    """The services of a person's open responses, each with the number of answers given."""
    given = select(func.count()).where(answers.c.response_id == responses.c.id).scalar_subquery()
    query = select(touchpoints.c.service, given).join(touchpoints, touchpoints.c.id == responses.c.touchpoint_id)
    return connection.execute(query.where(responses.c.person_id == person_id)).all()


def is_answered(connection: Connection, response_id: int) -> bool:
    """Whether at least one answer is stored; a link that was only opened is no partial response."""
    query = exists().where(answers.c.response_id == response_id, answers.c.state == "answered")
    return bool(connection.execute(select(query)).scalar_one())


def _opened(row: Row[*tuple[Any, ...]] | None) -> OpenResponse | None:
    return OpenResponse(*row) if row is not None else None
