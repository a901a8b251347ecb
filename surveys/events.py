"""Service events that other systems report: each is taken once, and answered the same way every time."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field
from sqlalchemy import Connection

from storage import events, invitations, organisation, outbox, people
from storage.documents.text import Frozen
from storage.events import KnownEvent
from storage.invitations import NewInvitation
from storage.organisation import Touchpoint
from surveys import invitation_checks as checks
from surveys.contact_rules import ContactRules
from surveys.organisation import PlaceCode, ZoneName

# A source's own key of an event.
EVENT_KEY: Final = re.compile(r"[\x21-\x7e]{1,128}")
# 16 bytes are 128 bits; as text they fit the 64 characters of a start link.
TOKEN_BYTES: Final = 16
LINK_LASTS: Final = timedelta(days=30)
# As far as the clocks of two systems may differ.
CLOCK_SKEW: Final = timedelta(minutes=5)
# Telegram: "a 52-bit integer or double-precision float type are safe for storing this identifier".
LARGEST_ID: Final = 2**52
# Some systems write an empty date as the year 1 or 1900.
EARLIEST_YEAR: Final = 2000


def _after_empty_dates(moment: datetime) -> datetime:
    if moment.year < EARLIEST_YEAR:
        raise ValueError(f"lies before the year {EARLIEST_YEAR}: leave it out when it is not known")
    return moment


class Event(Frozen):
    """A person met a service: where, how it ended, when, and who, if their chat with the bot is known."""

    model_config = ConfigDict(title="Service event")

    touchpoint: Annotated[PlaceCode, Field(description="Code of the service point, as in organisation.yaml")]
    outcome: Annotated[Literal["served", "refused", "abandoned"], Field(description="How the visit ended")]
    happened_at: Annotated[
        Annotated[AwareDatetime, AfterValidator(_after_empty_dates)] | None,
        Field(description=f"When, from the year {EARLIEST_YEAR} on; the moment of receipt if absent"),
    ] = None
    telegram_id: Annotated[
        int | None, Field(ge=1, le=LARGEST_ID, description="The person's Telegram id, where the system knows it")
    ] = None
    timezone: Annotated[
        ZoneName | None,
        Field(description="The person's IANA time zone, for quiet hours; the organisation's if absent"),
    ] = None


@dataclass(frozen=True, slots=True)
class Reported:
    """An event with the source that reported it and the source's own key for it."""

    source: str
    key: str
    event: Event


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer: scheduled, or a link to hand to the person, or not_asked with the reason."""

    status: str
    reason: str | None = None
    token: str | None = None
    expires_at: datetime | None = None


class Refused(StrEnum):
    """Why an event was not taken; nothing of it is kept."""

    UNKNOWN_TOUCHPOINT = "unknown_touchpoint"
    KEY_REUSED = "key_reused"
    IN_THE_FUTURE = "in_the_future"


def take(connection: Connection, reported: Sequence[Reported], now: datetime) -> list[Taken | Refused]:
    """Take the events in one transaction and answer each; a replay gets the answer it got before."""
    counter = _Counter(connection, now)
    return [counter.take(each) for each in reported]


class _Counter:
    """Takes the events of one transaction; what they have in common is read once."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._rules: ContactRules = checks.rules(connection)
        self._zone = organisation.zone(connection)
        self._salts: dict[str, bytes] = {}
        self._touchpoints: dict[str, Touchpoint | None] = {}

    def take(self, reported: Reported) -> Taken | Refused:
        salt = self._salt(reported.source)
        tag = events.derived(salt, "event", reported.key)
        digest = events.derived(salt, "digest", reported.event.model_dump_json())
        known = events.find(self._connection, reported.source, tag)
        if known is not None:
            return _answer(known, salt, reported.key) if known.digest == digest else Refused.KEY_REUSED
        touchpoint = self._touchpoint(reported.event.touchpoint)
        if touchpoint is None:
            return Refused.UNKNOWN_TOUCHPOINT
        if (reported.event.happened_at or self._now) > self._now + CLOCK_SKEW:
            return Refused.IN_THE_FUTURE
        return self._new(reported, touchpoint, salt, tag, digest)

    def _new(
        self, reported: Reported, touchpoint: Touchpoint, salt: bytes, tag: bytes, digest: bytes
    ) -> Taken | Refused:
        event = reported.event
        happened = min(event.happened_at or self._now, self._now).astimezone(UTC)
        person = people.find(self._connection, event.telegram_id) if event.telegram_id else None
        reason = self._reason(touchpoint, happened, events.derived(salt, "draw", reported.key))
        status = "not_asked" if reason else "scheduled" if person else "link"
        expires_at = self._now + LINK_LASTS if status == "link" else None
        known = KnownEvent(tag, digest, status, reason, expires_at)
        if not events.remember(self._connection, reported.source, known, self._now):
            # Another replica took the same event a moment ago; its answer is everybody's.
            return self.take(reported)
        answer = _answer(known, salt, reported.key)
        self._invite(event, touchpoint, happened, answer, person.id if person and not reason else None)
        return answer

    def _invite(
        self, event: Event, touchpoint: Touchpoint, happened: datetime, answer: Taken, person_id: int | None
    ) -> None:
        states: dict[str, Literal["waiting", "invited", "not_asked"]] = {"scheduled": "waiting", "link": "invited"}
        invitation = NewInvitation(
            touchpoint.id,
            touchpoint.survey,
            event.outcome,
            states.get(answer.status, "not_asked"),
            happened.astimezone(self._zone).date(),
            answer.reason,
            person_id,
            event.timezone if person_id else None,
            invitations.hashed(answer.token) if answer.token else None,
            happened + checks.ASKED_WITHIN + self._pause(touchpoint) if person_id else answer.expires_at,
        )
        invitation_id = invitations.put(self._connection, invitation)
        if person_id is not None:
            message = checks.payload(invitation_id, touchpoint.service, touchpoint.unit_name)
            key = f"{checks.INVITATION}:{invitation_id}"
            due = happened + self._pause(touchpoint)
            outbox.put(self._connection, person_id, checks.INVITATION, message, key, due)

    def _reason(self, touchpoint: Touchpoint, happened: datetime, draw: bytes) -> checks.Reason | None:
        if touchpoint.closed:
            return "closed"
        if self._now >= happened + checks.ASKED_WITHIN + self._pause(touchpoint):
            return "too_late"
        share = self._rules.of(touchpoint.survey).share
        return "sampled_out" if int.from_bytes(draw[:8]) * 100 >= share * 2**64 else None

    def _pause(self, touchpoint: Touchpoint) -> timedelta:
        return timedelta(minutes=self._rules.of(touchpoint.survey).after_minutes)

    def _salt(self, source: str) -> bytes:
        if source not in self._salts:
            self._salts[source] = events.salt(self._connection, source)
        return self._salts[source]

    def _touchpoint(self, code: str) -> Touchpoint | None:
        if code not in self._touchpoints:
            self._touchpoints[code] = organisation.touchpoint(self._connection, code)
        return self._touchpoints[code]


def _answer(known: KnownEvent, salt: bytes, key: str) -> Taken:
    """The answer an event gets; its link is derived again, so that no token need be stored."""
    if known.status != "link":
        return Taken(known.status, known.reason)
    token = base64.urlsafe_b64encode(events.derived(salt, "link", key)[:TOKEN_BYTES]).rstrip(b"=").decode()
    return Taken(known.status, None, token, known.link_expires_at)
