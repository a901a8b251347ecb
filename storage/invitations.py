"""The ledger of invitations. A line leads to a person only while something may still come of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    null,
    or_,
    select,
    text,
    update,
)

from storage.organisation import INTERNAL
from storage.tables import invitations, people, surveys, touchpoints, units
from storage.tables.invitations import IS_LIVE

Live = Literal["waiting", "invited", "started"]
Ended = Literal["not_asked", "undelivered", "declined", "silent", "partial", "complete"]

LIVE = ("waiting", "invited", "started")
# What leads from an invitation to a person.
LINK = ("person_id", "response_id", "timezone", "token_hash", "expires_at")
# Lines deleted in a transaction, so that the taps never wait long.
PURGED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation to write down. `state` is waiting for a message to come, invited for a link that is given out."""

    touchpoint_id: int
    survey: str
    outcome: str
    state: Live | Literal["not_asked"]
    local_date: date
    reason: str | None = None
    person_id: int | None = None
    timezone: str | None = None
    token_hash: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LiveInvitation:
    """An invitation that something may still come of. Until it is sent its survey is the touchpoint's."""

    id: int
    person_id: int
    state: Live
    reason: str | None
    touchpoint_id: int
    touchpoint_code: str
    survey: str
    timezone: str | None
    expires_at: datetime | None
    # The touchpoint, its unit or its survey was closed meanwhile.
    closed: bool
    # Only colleagues may be asked there.
    is_internal: bool


@dataclass(frozen=True, slots=True)
class Overdue:
    """A live invitation whose time is over, and whether its person may still be written to."""

    id: int
    state: Live
    reason: str | None
    person_id: int | None
    survey: str
    active: bool | None
    stopped: bool | None


_ENDED = dict.fromkeys(LINK, null())
_SETTLE = (
    update(invitations)
    .where(invitations.c.response_id == bindparam("response"))
    .values(state=bindparam("to"), **_ENDED)
)
# An invitation to a touchpoint where the person has answered by themselves meanwhile has nothing more to ask.
_COMPLETE = (
    update(invitations)
    .where(
        or_(
            invitations.c.response_id == bindparam("response"),
            and_(
                invitations.c.person_id == bindparam("person"),
                invitations.c.touchpoint_id == bindparam("touchpoint"),
                invitations.c.state == "invited",
            ),
        )
    )
    .values(state="complete", **_ENDED)
)
# What is asked once it is sent, whatever the touchpoint asked on the day of the event.
_SURVEY = case((invitations.c.state == "waiting", touchpoints.c.survey), else_=invitations.c.survey)


def put(connection: Connection, invitation: NewInvitation) -> int:
    """Write an invitation down and return its id."""
    values = {name: getattr(invitation, name) for name in NewInvitation.__dataclass_fields__}
    unit = select(touchpoints.c.unit_id).where(touchpoints.c.id == invitation.touchpoint_id).scalar_subquery()
    row = connection.execute(insert(invitations).values(**values, unit_id=unit).returning(invitations.c.id))
    return int(row.scalar_one())


def hashed(token: str) -> str:
    """What is stored of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(connection: Connection, invitation_id: int) -> LiveInvitation | None:
    """The invitation, if it is live and leads to a person."""
    return _live(connection, _query().where(invitations.c.id == invitation_id))


def of_person(connection: Connection, invitation_id: int, person_id: int) -> LiveInvitation | None:
    """The live invitation, if it is this person's."""
    mine = _query().where(invitations.c.id == invitation_id, invitations.c.person_id == person_id)
    return _live(connection, mine)


def use_token(connection: Connection, token: str, person_id: int, now: datetime) -> LiveInvitation | None:
    """Use a link up for a person; None when it is unknown, used or expired."""
    used = (
        update(invitations)
        .where(invitations.c.token_hash == hashed(token), invitations.c.expires_at > now)
        .values(token_hash=null(), person_id=person_id)
        .returning(invitations.c.id)
    )
    found = connection.execute(used).scalar()
    return None if found is None else find(connection, found)


def waiting_surveys(connection: Connection, person_id: int, other_than: int) -> Sequence[str]:
    """The surveys of the person's other invitations that wait to be sent."""
    query = select(touchpoints.c.survey).join(invitations, invitations.c.touchpoint_id == touchpoints.c.id)
    query = query.where(
        invitations.c.person_id == person_id, invitations.c.state == "waiting", invitations.c.id != other_than
    )
    return list(connection.execute(query).scalars())


def note_reason(connection: Connection, invitation_id: int, reason: str) -> None:
    """Why it still waits."""
    connection.execute(update(invitations).where(invitations.c.id == invitation_id).values(reason=reason))


def mark_invited(connection: Connection, invitation_id: int, survey: str, expires_at: datetime) -> None:
    """Its message goes out in this transaction, and asks this survey."""
    values = {"state": "invited", "survey": survey, "reason": None, "expires_at": expires_at}
    connection.execute(update(invitations).where(invitations.c.id == invitation_id).values(values))


def start(connection: Connection, invitation_id: int, response_id: int, survey: str, expires_at: datetime) -> None:
    """The person began to answer this survey."""
    values = {"state": "started", "response_id": response_id, "survey": survey, "expires_at": expires_at}
    connection.execute(update(invitations).where(invitations.c.id == invitation_id).values(values))


def end(connection: Connection, invitation_id: int, state: Ended, reason: str | None = None) -> None:
    """Close the line and erase what leads to the person."""
    values: dict[str, Any] = {"state": state, "reason": reason, **_ENDED}
    connection.execute(update(invitations).where(invitations.c.id == invitation_id).values(values))


def settle(connection: Connection, response_id: int, state: Ended) -> bool:
    """Close the lines a response came of, in the transaction that ends it; False when it came of none."""
    return connection.execute(_SETTLE, {"response": response_id, "to": state}).rowcount > 0


def complete(connection: Connection, response_id: int, person_id: int, touchpoint_id: int) -> None:
    """Close the lines a completed response came of, and those that asked the person about the same touchpoint."""
    values = {"response": response_id, "person": person_id, "touchpoint": touchpoint_id}
    connection.execute(_COMPLETE, values)


def end_of(connection: Connection, person_id: int, since: Live, state: Ended, reason: str) -> None:
    """Close all of a person's lines that are in the state `since`."""
    ended = update(invitations).where(invitations.c.person_id == person_id, invitations.c.state == since)
    connection.execute(ended.values(state=state, reason=reason, **_ENDED))


def surveys_asked(connection: Connection, person_id: int) -> Sequence[str]:
    """The surveys that a person is invited to and has not reacted to."""
    query = select(invitations.c.survey).where(invitations.c.person_id == person_id, invitations.c.state == "invited")
    return list(connection.execute(query).scalars())


def overdue(connection: Connection, now: datetime, limit: int) -> list[Overdue]:
    """Live invitations whose time is over; one that is being answered ends with its response."""
    query = (
        select(
            invitations.c.id,
            invitations.c.state,
            invitations.c.reason,
            invitations.c.person_id,
            invitations.c.survey,
            people.c.active,
            people.c.stopped,
        )
        .outerjoin(people, people.c.id == invitations.c.person_id)
        .where(
            # As the partial index says it: bound values would not be seen to match.
            text(IS_LIVE),
            invitations.c.expires_at <= now,
            invitations.c.response_id.is_(None),
        )
        .order_by(invitations.c.expires_at)
        .limit(limit)
        .with_for_update(of=invitations, skip_locked=True)
    )
    return [Overdue(*row) for row in connection.execute(query)]


def ledger(connection: Connection, touchpoint_id: int, since: date) -> Sequence[Row[str, str | None, int]]:
    """(state, reason, count) of a touchpoint's invitations since a day."""
    query = (
        select(invitations.c.state, invitations.c.reason, func.count())
        .where(invitations.c.touchpoint_id == touchpoint_id, invitations.c.local_date >= since)
        .group_by(invitations.c.state, invitations.c.reason)
    )
    return connection.execute(query).all()


def purge(connection: Connection, before: date) -> int:
    """Delete some lines of events before that day that have ended; returns how many."""
    ended = (invitations.c.local_date < before, invitations.c.state.not_in(LIVE))
    some = select(invitations.c.id).where(*ended).limit(PURGED_AT_ONCE)
    return connection.execute(delete(invitations).where(invitations.c.id.in_(some))).rowcount


def _query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            invitations.c.id,
            invitations.c.person_id,
            invitations.c.state,
            invitations.c.reason,
            invitations.c.touchpoint_id,
            touchpoints.c.code,
            _SURVEY,
            invitations.c.timezone,
            invitations.c.expires_at,
            touchpoints.c.closed | units.c.closed | surveys.c.closed,
            touchpoints.c.channel == INTERNAL,
        )
        .join(touchpoints, touchpoints.c.id == invitations.c.touchpoint_id)
        .join(units, units.c.id == touchpoints.c.unit_id)
        # Whatever it was meant to ask, the touchpoint's survey is the one that opens.
        .join(surveys, surveys.c.code == touchpoints.c.survey)
        .where(invitations.c.state.in_(LIVE), invitations.c.person_id.is_not(None))
        .with_for_update(of=invitations)
    )


def _live(connection: Connection, query: Select[*tuple[Any, ...]]) -> LiveInvitation | None:
    row = connection.execute(query).first()
    return LiveInvitation(*row) if row else None
