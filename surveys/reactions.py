"""What a person did about a survey, written down for the cooldowns and in the ledger of invitations."""

from datetime import datetime

from sqlalchemy import Connection

from storage import contacts, invitations, organisation
from storage.contacts import Reaction
from surveys.contact import monday_after


def note(connection: Connection, person_id: int, survey: str, reaction: Reaction, now: datetime) -> None:
    """Keep what the person did last about a survey; only the week of it stays."""
    today = now.astimezone(organisation.zone(connection)).date()
    contacts.note(connection, person_id, survey, reaction, monday_after(today))


def completed(connection: Connection, person_id: int, survey: str, response_id: int, now: datetime) -> None:
    """A response was completed, invited or not: the person has done their part for a while."""
    invitations.settle(connection, response_id, "complete")
    note(connection, person_id, survey, "completed", now)


def expired(
    connection: Connection, person_id: int, survey: str, response_id: int, state: invitations.Ended, now: datetime
) -> None:
    """A response ended by itself: complete, partial, or silent when nothing was answered."""
    if state == "complete":
        completed(connection, person_id, survey, response_id, now)
    elif invitations.settle(connection, response_id, state):
        note(connection, person_id, survey, "abandoned", now)
