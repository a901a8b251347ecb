"""Answers to those who were dissatisfied: a coordinator writes to a citizen without learning who it is.

The thanks offer an answer. Who accepts opens a case with what they wrote; the way back to them is sealed
(storage.tables.cases) and is erased when either side closes the case.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from storage import cases as stored
from storage import organisation, outbox, roles
from storage.cases import Case, CaseMessage
from storage.people import Person
from surveys.definition import Survey
from surveys.errors import CommentTooLong, OfferOver, UnknownCase
from surveys.flow import Answer
from surveys.masking import masked
from surveys.scales import Kind

# In characters, as of a comment: a reply travels with a heading in one message of at most 4096.
LONGEST_TEXT = 3000
# One transaction's worth, so that the taps never wait long.
EXPIRE_AT_ONCE = 100

# Kinds of outbox rows.
CASE_REPLY = "case_reply"
CASE_CLOSED = "case_closed"
CASE_EXPIRED = "case_expired"
CASE_WAITING = "case_waiting"
COORDINATOR = "coordinator"

# The worst answers of each scale; loyalty's detractors are 0 to 6.
_DISSATISFIED: Final[Mapping[Kind, frozenset[str]]] = MappingProxyType(
    {
        "effort": frozenset("123"),
        "satisfaction": frozenset("12"),
        "loyalty": frozenset("0123456"),
        "yes_no": frozenset({"no"}),
        "resolved": frozenset({"no"}),
    }
)


@dataclass(frozen=True, slots=True)
class Thread:
    """A case with everything that was written in it."""

    case: Case
    messages: Sequence[CaseMessage]


def is_dissatisfied(survey: Survey, answers: Mapping[str, Answer]) -> bool:
    """Whether at least one answer is among the worst of its scale."""
    return any(
        _values(answers[question.code]) & _DISSATISFIED.get(question.kind, frozenset())
        for question in survey.questions
        if question.code in answers
    )


def offered(
    connection: Connection, response_id: int, survey: Survey, answers: Mapping[str, Answer], now: datetime
) -> str | None:
    """Offer an answer to a dissatisfied person: the token of the offer, None for everybody else."""
    return stored.offer(connection, response_id, now) if is_dissatisfied(survey, answers) else None


def open_case(connection: Connection, person: Person, token: str, now: datetime) -> Thread:
    """Accept the offer of an answer; without a comment the thread is empty and waits for one. Raises OfferOver."""
    taken = stored.take_offer(connection, token, now)
    if taken is None:
        raise OfferOver
    response_id, touchpoint_id = taken
    today = _today(connection, now)
    case_id = stored.open_(connection, person.id, touchpoint_id, today)
    comment = stored.comment_of(connection, response_id)
    if comment:
        stored.write(connection, case_id, "citizen", comment)
    thread = _thread(connection, case_id)
    if comment:
        _tell_coordinators(connection, thread.case, today, now)
    return thread


def write(connection: Connection, person: Person, case_id: int, text: str, now: datetime) -> None:
    """The citizen adds to their own case; personal data is masked. Raises UnknownCase, CommentTooLong."""
    case = own(connection, person, case_id)
    stored.write(connection, case.id, "citizen", masked(fitting(text)))
    _tell_coordinators(connection, case, _today(connection, now), now)


def withdraw(connection: Connection, person: Person, case_id: int, now: datetime) -> None:
    """The citizen needs no answer any more. Raises UnknownCase."""
    stored.close(connection, own(connection, person, case_id).id, _today(connection, now))


def withdraw_all(connection: Connection, person: Person, now: datetime) -> None:
    """The citizen wants to hear nothing at all."""
    for case in stored.of_person(connection, person.id):
        stored.close(connection, case.id, _today(connection, now))


def waiting(connection: Connection, units: Collection[int] | None) -> Sequence[Case]:
    """Open cases of these units, or of all; those that wait for an answer first."""
    return stored.open_cases(connection, units)


def read(connection: Connection, case_id: int, units: Collection[int] | None) -> Thread:
    """The thread of a case. Raises UnknownCase, for a case of other units too."""
    thread = _thread(connection, case_id)
    if units is not None and thread.case.unit_id not in units:
        raise UnknownCase
    return thread


def reply(connection: Connection, case_id: int, units: Collection[int] | None, text: str, now: datetime) -> Case:
    """A coordinator answers: the text joins the thread and goes to whoever is behind the seal."""
    case = read(connection, case_id, units).case
    text = fitting(text)
    stored.write(connection, case.id, "coordinator", text)
    _send(connection, case.id, CASE_REPLY, {"case": case.id, "text": text}, now)
    return case


def close(connection: Connection, case_id: int, units: Collection[int] | None, now: datetime) -> Case:
    """A coordinator closes a case: the citizen is told so, then the seal is erased."""
    case = read(connection, case_id, units).case
    _send(connection, case.id, CASE_CLOSED, {}, now)
    stored.close(connection, case.id, _today(connection, now))
    return case


def expire(connection: Connection, opened_before: date, now: datetime) -> int:
    """Close some cases that were open for too long: the citizens are told so, then the seals are erased."""
    old = stored.opened_before(connection, opened_before, EXPIRE_AT_ONCE)
    for case_id in old:
        _send(connection, case_id, CASE_EXPIRED, {}, now)
        stored.close(connection, case_id, _today(connection, now))
    return len(old)


def _send(connection: Connection, case_id: int, kind: str, payload: Mapping[str, object], now: datetime) -> None:
    person_id = stored.addressee(connection, case_id)
    if person_id is not None:
        # A random key: one made of the case's id would join the case with the person.
        outbox.put(connection, person_id, kind, payload, f"{kind}:{secrets.token_hex()}", now, sealed=True)


def _tell_coordinators(connection: Connection, case: Case, today: date, now: datetime) -> None:
    """Once a day each, however many cases there are."""
    for person_id in roles.holders(connection, COORDINATOR, case.unit_id):
        outbox.put(connection, person_id, CASE_WAITING, {}, f"{CASE_WAITING}:{person_id}:{today}", now)


def own(connection: Connection, person: Person, case_id: int) -> Case:
    """A citizen's own open case. Raises UnknownCase."""
    for case in stored.of_person(connection, person.id):
        if case.id == case_id:
            return case
    raise UnknownCase


def _thread(connection: Connection, case_id: int) -> Thread:
    case = stored.get(connection, case_id)
    if case is None:
        raise UnknownCase
    return Thread(case, stored.thread(connection, case_id))


def fitting(text: str) -> str:
    """The text as it is kept. Raises CommentTooLong."""
    if len(text) > LONGEST_TEXT:
        raise CommentTooLong(LONGEST_TEXT)
    return text.strip()


def _values(answer: Answer) -> set[str]:
    return {*answer.options, *(() if answer.number is None else (str(answer.number),))}


def _today(connection: Connection, now: datetime) -> date:
    return now.astimezone(organisation.zone(connection)).date()
