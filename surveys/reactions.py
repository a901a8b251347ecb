"""What a person did about a survey, written down for the cooldowns and in the ledger of invitations."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from storage import contacts, invitations, organisation
from storage.contacts import Reaction
from surveys.contact import monday_after


def note(connection: Connection, person_id: int, survey: str, reaction: Reaction, now: datetime) -> None:
    """Keep what the person did last about a survey; only the week of it stays."""
    contacts.note(connection, person_id, survey, reaction, monday_after(_today(connection, now)))


@dataclass(frozen=True, slots=True)
class EndedResponse:
    """A response that has just ended, with what no longer leads from it to its person."""

    id: int
    person_id: int
    touchpoint_id: int
    survey: str


def completed(connection: Connection, response: EndedResponse, today: date) -> None:
    """A response was completed, invited or not: the person has done their part for a while."""
    invitations.complete(connection, response.id, response.person_id, response.touchpoint_id)
    contacts.note(connection, response.person_id, response.survey, "completed", monday_after(today))


def expired(connection: Connection, response: EndedResponse, state: invitations.Ended, now: datetime) -> None:
    """A response ended by itself: complete, partial, or silent when nothing was answered."""
    if state == "complete":
        completed(connection, response, _today(connection, now))
    elif invitations.settle(connection, response.id, state):
        note(connection, response.person_id, response.survey, "abandoned", now)


def _today(connection: Connection, now: datetime) -> date:
    return now.astimezone(organisation.zone(connection)).date()
