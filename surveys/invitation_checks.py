"""Whether an invitation goes out: decided in the transaction that sends it, with the reason kept when it does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from storage import answers, contacts, invitations, organisation, outbox, roles
from storage.invitations import LiveInvitation
from surveys import contact, scores
from surveys.contact import Somebody
from surveys.contact_rules import Asking, ContactRules
from surveys.errors import SurveyClosed
from surveys.versions import Versions

Reason = Literal["closed", "too_late", "opt_out", "cooldown", "priority", "quota", "precise", "sampled_out", "quiet"]

INVITATION: Final = "invitation"
REMINDER: Final = "invitation_reminder"
# Later a visit is not remembered well enough to be asked about.
ASKED_WITHIN: Final = timedelta(days=3)
# Who has not reacted by then stays silent in the ledger.
REACTION_WITHIN: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: ask again at this moment."""

    at: datetime


Decision = Later | Literal["send", "drop"]


def rules(connection: Connection) -> ContactRules:
    """The organisation's rules of asking."""
    return ContactRules.model_validate(contacts.rules(connection))


def payload(invitation_id: int, service: Mapping[str, str], unit_name: Mapping[str, str]) -> Mapping[str, Any]:
    """What an outbox row needs to become the message."""
    return {"invitation": invitation_id, "service": dict(service), "unit": dict(unit_name)}


class Asker:
    """The checks of the sender, one a kind of message."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions

    def may_invite(self, connection: Connection, message: Mapping[str, Any], now: datetime) -> Decision:
        """Decide on an invitation; when it goes out the contact is written down in the same transaction."""
        found = invitations.find(connection, message["invitation"])
        if found is None:
            return "drop"
        chosen = rules(connection)
        if found.state == "waiting" and (reason := self._refusal(connection, found, chosen, now)):
            invitations.end(connection, found.id, "not_asked", reason)
            return "drop"
        if at := _quiet_until(connection, found, chosen, now):
            return self._wait(connection, found, at)
        if found.state == "waiting":
            _go(connection, found, chosen.of(found.survey), message, now)
        return "send"

    def may_remind(self, connection: Connection, message: Mapping[str, Any], now: datetime) -> Decision:
        """Decide on a reminder: only somebody who has not reacted gets it, neither to this invitation nor elsewhere."""
        found = invitations.find(connection, message["invitation"])
        if found is None or found.state != "invited" or _is_shut(connection, found) or _has_reacted(connection, found):
            return "drop"
        at = _quiet_until(connection, found, rules(connection), now)
        return Later(at) if at else "send"

    def _wait(self, connection: Connection, found: LiveInvitation, at: datetime) -> Later:
        if found.state == "waiting":
            invitations.note_reason(connection, found.id, "quiet")
        return Later(at)

    def _refusal(
        self, connection: Connection, found: LiveInvitation, chosen: ContactRules, now: datetime
    ) -> Reason | None:
        if _is_shut(connection, found):
            return "closed"
        if found.expires_at is None or now >= found.expires_at:
            return "too_late"
        return _of_person(connection, found, chosen, now) or self._of_survey(connection, found, chosen, now)

    def _of_survey(
        self, connection: Connection, found: LiveInvitation, chosen: ContactRules, now: datetime
    ) -> Reason | None:
        asking = chosen.of(found.survey)
        month = now.astimezone(organisation.zone(connection)).date().replace(day=1)
        if asking.quota is not None and asking.quota <= answers.count_complete(
            connection, found.touchpoint_id, found.survey, month
        ):
            return "quota"
        width = self._width(connection, found, month) if asking.narrower_than is not None else None
        return "precise" if width is not None and width < (asking.narrower_than or 0) else None

    def _width(self, connection: Connection, found: LiveInvitation, month: date) -> float | None:
        """The width of the month's interval at the service point, in points; None when there is none yet."""
        try:
            version_id, survey = self._versions.newest(connection, found.survey)
        except SurveyClosed:
            return None
        question = next((each for each in survey.questions if each.metric), None)
        if question is None:
            return None
        numbers, options = answers.tally(connection, found.touchpoint_id, version_id, question.code, month)
        return scores.width(question.metric, numbers, options)


def _is_shut(connection: Connection, found: LiveInvitation) -> bool:
    """Closed to everybody, or an internal service to somebody without a role: to them it does not exist."""
    return found.closed or (found.is_internal and not roles.has_any(connection, found.person_id))


def _has_reacted(connection: Connection, found: LiveInvitation) -> bool:
    """Whether the person said "never", or did something else about the survey than stay silent."""
    if contacts.is_opted_out(connection, found.person_id):
        return True
    reactions = {each.survey: each.reaction for each in contacts.of(connection, found.person_id)}
    return reactions.get(found.survey) != "closed"


def _of_person(connection: Connection, found: LiveInvitation, chosen: ContactRules, now: datetime) -> Reason | None:
    person = Somebody(
        found.person_id,
        contacts.is_opted_out(connection, found.person_id),
        contacts.of(connection, found.person_id),
        invitations.waiting_surveys(connection, found.person_id, found.id),
    )
    return contact.refusal(person, found.survey, chosen, now.astimezone(_zone(connection, found)).date())


def _go(
    connection: Connection, found: LiveInvitation, asking: Asking, message: Mapping[str, Any], now: datetime
) -> None:
    invitations.mark_invited(connection, found.id, found.survey, now + REACTION_WITHIN)
    # Silence is a reaction from the start, so that the next invitation of the same claim already sees it.
    week = contact.monday_after(now.astimezone(_zone(connection, found)).date())
    contacts.note(connection, found.person_id, found.survey, "closed", week)
    if asking.remind_after_hours is not None:
        at = now + timedelta(hours=asking.remind_after_hours)
        outbox.put(connection, found.person_id, REMINDER, message, f"{REMINDER}:{found.id}", at)


def _quiet_until(connection: Connection, found: LiveInvitation, chosen: ContactRules, now: datetime) -> datetime | None:
    return contact.quiet_until(now, _zone(connection, found), chosen.quiet_hours)


def _zone(connection: Connection, found: LiveInvitation) -> ZoneInfo:
    return ZoneInfo(found.timezone) if found.timezone else organisation.zone(connection)
