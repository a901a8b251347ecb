"""What the buttons of /comments carry: the view they belong to, and what it is to become."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field, StringConstraints

from handlers.buttons import Place, ResponseId, RowId
from handlers.coordinator.buttons import SliceButton
from handlers.limits import LONGEST_CALLBACK_DATA
from surveys import periods
from surveys.errors import UnknownPeriod
from surveys.periods import Period

# As many as there are of the most comments that are read.
Page = Annotated[int, Field(ge=0, lt=10_000)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,24}$")]


class CommentsOfButton(SliceButton, prefix="ek"):
    """The comments of a summary's slice."""


class CommentsButton(CallbackData, prefix="ep"):
    """A page of comments."""

    view: RowId
    page: Page


class Menu(StrEnum):
    """What comments may be narrowed to."""

    VERDICTS = "v"
    DRIVERS = "d"
    POINTS = "p"
    THEMES = "t"
    PERIODS = "w"


class CommentMenuButton(CallbackData, prefix="em"):
    """Choose what to narrow the comments to."""

    view: RowId
    menu: Menu
    page: Place = 0


class Aspect(StrEnum):
    """A filter of a view."""

    VERDICT = "v"
    DRIVER = "d"
    POINT = "p"
    SEARCH = "s"
    HIDDEN = "h"
    PERIOD = "w"


def period_value(period: Period) -> str:
    """A calendar period as a button carries it: month.2026-11-01."""
    return f"{period.kind}.{period.first.isoformat()}"


def period_of(value: str | None) -> Period:
    """The period that a button carries; UnknownPeriod for what only a forged one has."""
    kind, _, first = (value or "").partition(".")
    try:
        day = date.fromisoformat(first)
        # Before neighbouring periods are no dates any more.
        if day.year not in periods.YEARS:
            raise UnknownPeriod
        return periods.of(kind, day)  # type: ignore[arg-type]
    except ValueError:
        raise UnknownPeriod from None


class CommentFilterButton(CallbackData, prefix="ef"):
    """Set a filter; an empty value takes it away."""

    view: RowId
    aspect: Aspect
    value: str

    @classmethod
    def fits(cls, view: int, aspect: Aspect, value: str) -> bool:
        """Whether Telegram carries so long a value."""
        data = f"{cls.__prefix__}:{view}:{aspect.value}:{value}"
        return len(data.encode()) <= LONGEST_CALLBACK_DATA


class CommentButton(CallbackData, prefix="eo"):
    """One comment, whole."""

    view: RowId
    page: Page
    response: ResponseId
    question: Code


class HidingAct(StrEnum):
    """Why a comment is to be hidden, or that it is to be shown again."""

    PERSONAL = "p"
    INSULT = "i"
    UNRELATED = "u"
    OTHER = "o"
    SHOW = "s"


class HidingButton(CallbackData, prefix="eh"):
    """Hide a comment from others, or show it again."""

    view: RowId
    response: ResponseId
    question: Code
    act: HidingAct
