"""Whether a person may be asked now. Pure rules: plain values in, a decision with its reason out."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from storage.contacts import Contact
from surveys.contact_rules import ContactRules, Cooldowns, QuietHours

# Each priority above a survey's own keeps this part of the people free for itself.
KEPT_FOR_HIGHER: Final = 0.2
MONDAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Somebody:
    """What the rules need to know of a person."""

    id: int
    opted_out: bool
    contacts: Sequence[Contact]
    # The surveys of their other invitations that wait to be sent.
    waiting: Sequence[str] = ()


def refusal(
    person: Somebody, survey: str, rules: ContactRules, today: date
) -> Literal["opt_out", "cooldown", "priority"] | None:
    """Why the person must not be asked today; None when they may be."""
    if person.opted_out:
        return "opt_out"
    if is_cooling(person.contacts, survey, rules.cooldowns, today):
        return "cooldown"
    priority = rules.of(survey).priority
    first = (each for each in person.waiting if rules.of(each).priority > priority)
    gives_way = any(not is_cooling(person.contacts, each, rules.cooldowns, today) for each in first)
    return "priority" if gives_way or is_kept_for_higher(person.id, today, priority, rules.priorities) else None


def monday_after(day: date) -> date:
    """The day rounded up to a week, so that a contact never tells the day of a visit."""
    return day + timedelta(days=MONDAYS - day.weekday())


def asked_again_from(contacts: Iterable[Contact], survey: str, cooldowns: Cooldowns) -> date:
    """The first day on which every cooldown is over; `date.min` for somebody never met."""
    return max((_over(each, survey, cooldowns) for each in contacts), default=date.min)


def is_cooling(contacts: Iterable[Contact], survey: str, cooldowns: Cooldowns, today: date) -> bool:
    """Whether it is too soon to offer this survey to the person."""
    return today < asked_again_from(contacts, survey, cooldowns)


def quiet_until(now: datetime, zone: ZoneInfo, hours: QuietHours) -> datetime | None:
    """The moment at which the quiet hours end, in UTC; None outside of them."""
    local = now.astimezone(zone)
    if not _is_quiet(local.time(), hours):
        return None
    day = local.date() if local.time() < hours.until else local.date() + timedelta(days=1)
    # Reckoned on the local clock: a night with a changed hour is as long as it is.
    return datetime.combine(day, hours.until, zone).astimezone(UTC)


def is_kept_for_higher(person_id: int, today: date, priority: int, priorities: Collection[int]) -> bool:
    """Whether the person is left, for this year, to surveys with a higher priority.

    A frequent survey would otherwise have asked everybody just before a rare one comes: its cooldown would starve the
    other. People are drawn anew every year, so that nobody hears of one survey only.
    """
    higher = sum(each > priority for each in priorities)
    return _lot(person_id, today.year) >= (1 - KEPT_FOR_HIGHER) ** higher


def _over(contact: Contact, survey: str, cooldowns: Cooldowns) -> date:
    cooldown = getattr(cooldowns, contact.reaction)
    weeks = max(cooldown.any, cooldown.this) if contact.survey == survey else cooldown.any
    return contact.week + timedelta(weeks=weeks)


def _is_quiet(clock: time, hours: QuietHours) -> bool:
    if hours.from_ <= hours.until:
        return hours.from_ <= clock < hours.until
    return clock >= hours.from_ or clock < hours.until


def _lot(person_id: int, year: int) -> float:
    """0..1, the same all year long."""
    digest = hashlib.sha256(f"{year}:{person_id}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64
