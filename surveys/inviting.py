"""What becomes of an invitation: the person answers, declines, or stays silent."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage import contacts, invitations
from storage.invitations import LiveInvitation, Overdue
from storage.people import Person
from surveys import choosing, reactions
from surveys import invitation_checks as checks
from surveys.answering import Answering
from surveys.errors import InvitationUseless
from surveys.invitation_checks import REACTION_WITHIN
from surveys.sheets import RESPONSE_LASTS, Step

# One transaction's worth, so that the taps never wait long.
SWEEP_AT_ONCE = 200


def accept(
    connection: Connection, answering: Answering, person: Person, invitation_id: int, is_colleague: bool, now: datetime
) -> Step:
    """Open the response that an invitation in the chat offers, or go on with it.

    Raises InvitationUseless for one that has ended or is somebody else's, UnknownTouchpoint for an internal service
    if the person is no colleague, and what Answering.begin raises.
    """
    found = invitations.of_person(connection, invitation_id, person.id)
    if found is None or found.state == "waiting":
        raise InvitationUseless
    return _begin(connection, answering, person, found, is_colleague, now)


def redeem(
    connection: Connection, answering: Answering, person: Person, token: str, is_colleague: bool, now: datetime
) -> Step:
    """Use a one-use link up and open its response, in one transaction.

    Raises InvitationUseless for a link that is unknown, used or expired, UnknownTouchpoint for an internal service
    if the person is no colleague, and what Answering.begin raises: the link is not used up then.
    """
    found = invitations.use_token(connection, token, person.id, now)
    if found is None:
        raise InvitationUseless
    return _begin(connection, answering, person, found, is_colleague, now)


def decline(connection: Connection, person: Person, invitation_id: int, now: datetime) -> None:
    """Not now. Raises InvitationUseless."""
    found = _invited(connection, person, invitation_id)
    invitations.end(connection, found.id, "declined", "not_now")
    reactions.note(connection, person.id, found.survey, "refused", now)


def opt_out(connection: Connection, person: Person, now: datetime) -> None:
    """Never again: whichever invitation the wish came with, all end but one that is being answered."""
    contacts.opt_out(connection, person.id)
    for survey in invitations.surveys_asked(connection, person.id):
        reactions.note(connection, person.id, survey, "refused", now)
    invitations.end_of(connection, person.id, "invited", "declined", "opt_out")
    invitations.end_of(connection, person.id, "waiting", "not_asked", "opt_out")


def opt_in(connection: Connection, person: Person) -> None:
    """Ask again after all."""
    contacts.opt_in(connection, person.id)


def undelivered(connection: Connection, invitation_id: int) -> None:
    """The message did not arrive and never will."""
    if invitations.find(connection, invitation_id) is not None:
        invitations.end(connection, invitation_id, "undelivered")


def sweep(connection: Connection, now: datetime) -> int:
    """End the invitations whose time is over; returns how many."""
    found = invitations.overdue(connection, now, SWEEP_AT_ONCE)
    for each in found:
        invitations.end(connection, each.id, *_ending(each))
    return len(found)


def forget(connection: Connection, now: datetime) -> None:
    """Forget the contacts that no cooldown needs any more."""
    contacts.purge(connection, now.date() - timedelta(weeks=longest_cooldown(connection)))


def longest_cooldown(connection: Connection) -> int:
    """Weeks for which a contact is remembered."""
    return checks.rules(connection).cooldowns.longest


def _begin(
    connection: Connection,
    answering: Answering,
    person: Person,
    found: LiveInvitation,
    is_colleague: bool,
    now: datetime,
) -> Step:
    choosing.check_open_to(connection, found.touchpoint_code, is_colleague=is_colleague)
    step = answering.begin(connection, person, found.touchpoint_code, now)
    lasts = now + RESPONSE_LASTS + REACTION_WITHIN
    invitations.start(connection, found.id, step.response_id, step.survey.code, lasts)
    return step


def _invited(connection: Connection, person: Person, invitation_id: int) -> LiveInvitation:
    found = invitations.of_person(connection, invitation_id, person.id)
    if found is None or found.state != "invited":
        raise InvitationUseless
    return found


def _ending(each: Overdue) -> tuple[invitations.Ended, str | None]:
    if each.state != "waiting":
        return "silent", None
    if each.person_id is None or each.stopped:
        return "not_asked", "opt_out"
    return ("not_asked", each.reason or "too_late") if each.active else ("undelivered", None)
