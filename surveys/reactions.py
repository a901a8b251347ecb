"""What a person did about a survey, written down for the cooldowns and in the ledger of invitations."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage import contacts, invitations, organisation
from storage.contacts import Reaction
from surveys.contact import monday_after


def note(connection: Connection, person_id: int, survey: str, reaction: Reaction, now: datetime) -> None:
    """Keep what the person did last about a survey; only the week of it stays."""
    today = now.astimezone(organisation.zone(connection)).date()
    contacts.note(connection, person_id, survey, reaction, monday_after(today))


@dataclass(frozen=True, slots=True)
class EndedResponse:
    """A response that has just ended, with what no longer leads from it to its person."""

    id: int
    person_id: int
    touchpoint_id: int
    survey: str


def completed(connection: Connection, response: EndedResponse, now: datetime) -> None:
    """A response was completed, invited or not: the person has done their part for a while."""
    invitations.complete(connection, response.id, response.person_id, response.touchpoint_id)
    note(connection, response.person_id, response.survey, "completed", now)


def expired(connection: Connection, response: EndedResponse, state: invitations.Ended, now: datetime) -> None:
    """A response ended by itself: complete, partial, or silent when nothing was answered."""
    if state == "complete":
        completed(connection, response, now)
    elif invitations.settle(connection, response.id, state):
        note(connection, response.person_id, response.survey, "abandoned", now)
