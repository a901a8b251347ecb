"""What the buttons of lessons carry. Codes of lessons are looked up, numbers are bounded, rights are rows."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.buttons import Place, RowId

LessonCode = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,24}$")]
Hour = Annotated[int, Field(ge=0, le=23)]
# The fifth is "not sure".
Choice = Annotated[int, Field(ge=0, le=4)]
NOT_SURE = 4


class LessonButton(CallbackData, prefix="nl"):
    """Open a lesson's card."""

    lesson: LessonCode


class TodayButton(CallbackData, prefix="ny"):
    """Open what came last, as /lesson does."""


class CheckButton(CallbackData, prefix="nc"):
    """Ask the question of a lesson."""

    lesson: LessonCode


class ChoiceButton(CallbackData, prefix="na"):
    """An answer to a question."""

    check: RowId
    choice: Choice


class ReviewButton(CallbackData, prefix="nr"):
    """The next question from memory."""


class DidButton(CallbackData, prefix="nd"):
    """I did it."""

    lesson: LessonCode


class NothingButton(CallbackData, prefix="nz"):
    """I tried nothing this week."""


class LineButton(CallbackData, prefix="ne"):
    """Tell in a line what came of it."""

    lesson: LessonCode


class WhenButton(CallbackData, prefix="nw"):
    """When will I do it?"""

    lesson: LessonCode


class PlanButton(CallbackData, prefix="np"):
    """At this hour, today or on the next working day."""

    lesson: LessonCode
    today: bool
    hour: Hour


class BookmarkButton(CallbackData, prefix="nb"):
    """Set or remove a bookmark; says what it is to become."""

    lesson: LessonCode
    marked: bool


class UsefulButton(CallbackData, prefix="nu"):
    """Useful or not."""

    lesson: LessonCode
    useful: bool


class ToolsButton(CallbackData, prefix="nt"):
    """A page of all lessons, or of the bookmarked ones."""

    page: Place
    marked: bool


class SearchButton(CallbackData, prefix="nx"):
    """Look a word up."""


class JoinAct(StrEnum):
    """A step of joining."""

    NAME_FITS = "n"
    OTHER_NAME = "o"
    COURSE = "c"
    HOUR = "h"
    ZONE = "z"
    OTHER_ZONE = "y"


class JoinButton(CallbackData, prefix="nj"):
    """What is chosen at a step of joining; the value is looked up."""

    act: JoinAct
    # The separator of callback data is ":", which no code, hour or number of a zone contains.
    value: str = ""


class SettingsAct(StrEnum):
    """What is to be set."""

    OPEN = "o"
    HOURS = "h"
    HOUR = "H"
    ZONES = "z"
    ZONE = "Z"
    OTHER_ZONE = "y"
    DAYS = "d"
    DAY = "D"
    PAUSE = "p"
    PAUSE_UNTIL = "u"
    VACATION = "v"
    GO_ON = "g"
    RECALL = "r"
    LANGUAGE = "l"
    NAME = "n"
    LEAVE = "x"
    LEAVE_SURELY = "X"


# Where a tap is answered: below a lesson's card, which stays as it is, or in place of another message.
IN_PLACE, BELOW = 0, 1


class SettingsButton(CallbackData, prefix="ns"):
    """A tap in /settings; `value` is an hour, a place in the list of zones, a weekday, 1 for on, or where to answer."""

    act: SettingsAct
    value: Annotated[int, Field(ge=0, le=99)] = IN_PLACE


class ZoneButton(CallbackData, prefix="ng"):
    """This zone was meant; its name is looked up."""

    zone: Annotated[str, Field(pattern=r"^[A-Za-z0-9_+/-]{1,48}$")]


class CertificateButton(CallbackData, prefix="nv"):
    """The certificate."""
