"""The rules of asking, as the organisation's file may set them: quiet hours, cooldowns, and each survey's share."""

from datetime import time
from typing import Annotated, Final

from pydantic import Field

from storage.documents.text import Frozen
from surveys.definition import SurveyCode

Weeks = Annotated[int, Field(ge=0, le=104)]

ONE_WEEK_IN_MINUTES: Final = 7 * 24 * 60
ONE_WEEK_IN_HOURS: Final = 7 * 24
HIGHEST_PRIORITY: Final = 9


class Cooldown(Frozen):
    """Weeks without an invitation: to any survey, and to the same one."""

    any: Weeks
    this: Weeks


class Cooldowns(Frozen):
    """By the person's last reaction: silent, declined, left unfinished, completed."""

    closed: Cooldown = Cooldown(any=4, this=6)
    refused: Cooldown = Cooldown(any=10, this=12)
    abandoned: Cooldown = Cooldown(any=3, this=4)
    completed: Cooldown = Cooldown(any=16, this=26)

    @property
    def longest(self) -> int:
        """Weeks after which a contact holds nobody back any more."""
        each = (self.closed, self.refused, self.abandoned, self.completed)
        return max(max(cooldown.any, cooldown.this) for cooldown in each)


class QuietHours(Frozen):
    """From and until, on the person's own clock; equal ends mean that no hour is quiet."""

    from_: Annotated[time, Field(alias="from")] = time(21)
    until: time = time(9)


class Asking(Frozen):
    """How a survey is offered after a service event."""

    # Minutes between the event and the invitation.
    after_minutes: Annotated[int, Field(ge=0, le=ONE_WEEK_IN_MINUTES)] = 60
    # Percent of the events that are followed by an invitation.
    share: Annotated[int, Field(ge=1, le=100)] = 100
    # Nobody else is asked this month once the score's interval at the service point is narrower, in points.
    narrower_than: Annotated[float, Field(gt=0, le=200)] | None = None
    # Nobody else is asked this month once a service point has so many complete responses.
    quota: Annotated[int, Field(ge=1)] | None = None
    # A higher one goes first, and a part of the people is kept for it.
    priority: Annotated[int, Field(ge=0, le=HIGHEST_PRIORITY)] = 0
    # Hours between the invitation and its one reminder; null for none.
    remind_after_hours: Annotated[int, Field(ge=1, le=ONE_WEEK_IN_HOURS)] | None = 48


class ContactRules(Frozen):
    """All of it; every part has defaults."""

    quiet_hours: QuietHours = QuietHours()
    cooldowns: Cooldowns = Cooldowns()
    surveys: dict[SurveyCode, Asking] = Field(default_factory=dict)

    def of(self, survey: str) -> Asking:
        """How this survey is offered."""
        return self.surveys.get(survey, _DEFAULT)

    @property
    def priorities(self) -> frozenset[int]:
        """Those that the organisation gave."""
        return frozenset(each.priority for each in self.surveys.values())


_DEFAULT: Final = Asking()
