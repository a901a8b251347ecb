"""How long each kind of data is kept, and the duty that deletes what is older."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field
from sqlalchemy import Connection

from storage import audit, invitations, nightly, organisation, outbox, people, rates, retention, updates
from storage import cases as stored_cases
from storage.documents.text import Frozen
from surveys import cases

# Three o'clock in the organisation's zone: nobody taps, and the day before has ended.
NIGHT_BEGINS = 3
DUTY = "retention"

Days = Annotated[int, Field(ge=1, le=36500)]


class Retention(Frozen):
    """Days after which data is deleted."""

    # The text of comments; the answers beside it stay.
    comments: Days = 365
    # Whole responses, which lead to nobody.
    responses: Days = 1825
    # People who have not written for so long and hold no role.
    people: Days = 730
    # An open case is closed, and its seal erased.
    open_cases: Days = 90
    # A closed case is deleted with its thread.
    closed_cases: Days = 90
    # Lines of the ledger of invitations, which lead to nobody.
    invitations: Days = 365
    # Messages that were sent or can't be.
    outbox: Days = 30
    # Updates that could not be applied.
    set_aside: Days = 14
    audit: Days = 1095


def policy(connection: Connection) -> Retention:
    """What the organisation's file says; the defaults where it says nothing."""
    return Retention.model_validate(organisation.retention(connection) or {})


def begin_night(connection: Connection, now: datetime) -> Retention | None:
    """Take the night's work on: the policy to apply; None by day, and when this night's work is done."""
    local = now.astimezone(organisation.zone(connection))
    if local.hour < NIGHT_BEGINS or not nightly.claim(connection, DUTY, local.date()):
        return None
    return policy(connection)


def today(connection: Connection, now: datetime) -> date:
    """The organisation's day."""
    return now.astimezone(organisation.zone(connection)).date()


def steps(kept: Retention, now: datetime, today: date) -> list[Callable[[Connection], int]]:
    """The deletions of a night. Each does a part of its work and returns how many rows it touched; 0 means done."""

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    def moment(days: int) -> datetime:
        return now - timedelta(days=days)

    return [
        lambda connection: retention.erase_comments(connection, ago(kept.comments)),
        lambda connection: retention.remove_responses(connection, ago(kept.responses)),
        # With the scores that they stand beside.
        lambda connection: rates.purge(connection, ago(kept.responses)),
        lambda connection: retention.date_people(connection, people.week_of(today)),
        lambda connection: retention.remove_people(connection, ago(kept.people)),
        lambda connection: cases.expire(connection, ago(kept.open_cases), now),
        lambda connection: stored_cases.purge(connection, ago(kept.closed_cases)),
        lambda connection: invitations.purge(connection, ago(kept.invitations)),
        lambda connection: outbox.purge(connection, moment(kept.outbox)),
        lambda connection: updates.purge_set_aside(connection, moment(kept.set_aside)),
        lambda connection: audit.purge(connection, moment(kept.audit)),
    ]
