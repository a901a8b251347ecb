"""Cases and their threads.

The seal that leads to a person is read to deliver a message (`addressee`), to show people their own cases (`of_person`,
`remove_of`) and by retention, which keeps whoever waits for an answer. Nothing that a coordinator sees is read with it.
"""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Select, delete, exists, func, insert, select, update

from storage.organisation import Names
from storage.tables import answers, case_messages, case_offers, case_seals, cases, responses, touchpoints, units

ID_BITS = 62
TOKEN_BYTES = 16
# The button of the thanks offers an answer for so long; then nothing is left of the offer.
OFFER_LASTS = timedelta(days=1)

State = Literal["waiting", "answered", "closed"]
Author = Literal["citizen", "coordinator"]


@dataclass(frozen=True, slots=True)
class Case:
    """A case as coordinators see it; nothing here leads to a person."""

    id: int
    state: State
    opened_on: date
    touchpoint: str
    unit_id: int
    service: Names
    unit_name: Names


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """One text of a thread."""

    author: Author
    text: str


def offer(connection: Connection, response_id: int, now: datetime) -> str:
    """Offer an answer to whoever gave this response; returns the token of the button, which is stored nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {"token_hash": _hashed(token), "response_id": response_id, "expires_at": now + OFFER_LASTS}
    connection.execute(insert(case_offers), values)
    return token


def take_offer(connection: Connection, token: str, now: datetime) -> tuple[int, int] | None:
    """Use an offer up: (response, touchpoint) it was made for; None when it is unknown, used or over."""
    taken = connection.execute(
        delete(case_offers)
        .where(case_offers.c.token_hash == _hashed(token), case_offers.c.expires_at > now)
        .returning(case_offers.c.response_id)
    ).first()
    if taken is None:
        return None
    query = select(responses.c.touchpoint_id).where(responses.c.id == taken.response_id)
    return taken.response_id, connection.execute(query).scalar_one()


def comment_of(connection: Connection, response_id: int) -> str | None:
    """The comment of a response, if one was written."""
    query = select(answers.c.comment).where(answers.c.response_id == response_id, answers.c.comment.is_not(None))
    return connection.execute(query.limit(1)).scalar()


def open_(connection: Connection, person_id: int, touchpoint_id: int, today: date) -> int:
    """Open a case and seal the way to the person; returns its id."""
    case_id = secrets.randbits(ID_BITS)
    values = {"id": case_id, "touchpoint_id": touchpoint_id, "state": "waiting", "opened_on": today}
    connection.execute(insert(cases), values)
    connection.execute(insert(case_seals), {"case_id": case_id, "person_id": person_id})
    return case_id


def write(connection: Connection, case_id: int, author: Author, text: str) -> None:
    """Add a text to the thread; the side that did not write is to answer."""
    last = select(func.coalesce(func.max(case_messages.c.number), 0)).where(case_messages.c.case_id == case_id)
    number = connection.execute(last).scalar_one() + 1
    connection.execute(insert(case_messages), {"case_id": case_id, "number": number, "author": author, "text": text})
    state = "waiting" if author == "citizen" else "answered"
    connection.execute(update(cases).where(cases.c.id == case_id).values(state=state))


def close(connection: Connection, case_id: int, today: date) -> None:
    """Close a case and erase its seal: from now on nothing leads to the person."""
    connection.execute(delete(case_seals).where(case_seals.c.case_id == case_id))
    connection.execute(update(cases).where(cases.c.id == case_id).values(state="closed", closed_on=today))


def get(connection: Connection, case_id: int) -> Case | None:
    """The open case of an id, locked until the transaction ends: two coordinators may answer at once."""
    query = _cases().where(cases.c.id == case_id, cases.c.state != "closed").with_for_update(of=cases)
    row = connection.execute(query).first()
    return Case(*row) if row else None


def open_cases(connection: Connection, unit_ids: Collection[int] | None) -> Sequence[Case]:
    """Open cases of these units, of all with None: those that wait for an answer first, the oldest first.

    A case in which nothing was written yet is no case for a coordinator.
    """
    is_written = exists().where(case_messages.c.case_id == cases.c.id)
    query = _cases().where(cases.c.state != "closed", is_written)
    if unit_ids is not None:
        query = query.where(units.c.id.in_(unit_ids))
    order = (cases.c.state == "answered", cases.c.opened_on, cases.c.id)
    return [Case(*row) for row in connection.execute(query.order_by(*order))]


def thread(connection: Connection, case_id: int) -> Sequence[CaseMessage]:
    """The texts of a case in the order of writing."""
    query = select(case_messages.c.author, case_messages.c.text).where(case_messages.c.case_id == case_id)
    return [CaseMessage(*row) for row in connection.execute(query.order_by(case_messages.c.number))]


def addressee(connection: Connection, case_id: int) -> int | None:
    """Breaks the seal: the person a reply goes to. For the outbox only."""
    return connection.execute(select(case_seals.c.person_id).where(case_seals.c.case_id == case_id)).scalar()


def of_person(connection: Connection, person_id: int) -> Sequence[Case]:
    """A person's own open cases, for themselves."""
    query = _cases().join(case_seals, case_seals.c.case_id == cases.c.id)
    rows = connection.execute(query.where(case_seals.c.person_id == person_id).order_by(cases.c.opened_on, cases.c.id))
    return [Case(*row) for row in rows]


def remove_of(connection: Connection, person_id: int) -> int:
    """Delete a person's open cases with their threads; returns how many."""
    theirs = select(case_seals.c.case_id).where(case_seals.c.person_id == person_id)
    return connection.execute(delete(cases).where(cases.c.id.in_(theirs))).rowcount


def purge_offers(connection: Connection, now: datetime) -> int:
    """Delete the offers nobody took; returns how many."""
    return connection.execute(delete(case_offers).where(case_offers.c.expires_at <= now)).rowcount


def opened_before(connection: Connection, day: date, limit: int) -> Sequence[int]:
    """Cases that have been open since before that day; of the oldest ones so many."""
    query = select(cases.c.id).where(cases.c.state != "closed", cases.c.opened_on < day)
    return list(connection.execute(query.order_by(cases.c.opened_on, cases.c.id).limit(limit)).scalars())


def purge(connection: Connection, before: date) -> int:
    """Delete cases closed before that day with their threads; returns how many."""
    return connection.execute(delete(cases).where(cases.c.closed_on < before)).rowcount


def _cases() -> Select[*tuple[Any, ...]]:
    return (
        select(
            cases.c.id,
            cases.c.state,
            cases.c.opened_on,
            touchpoints.c.code,
            units.c.id,
            touchpoints.c.service,
            units.c.name,
        )
        .join(touchpoints, touchpoints.c.id == cases.c.touchpoint_id)
        .join(units, units.c.id == touchpoints.c.unit_id)
    )


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
