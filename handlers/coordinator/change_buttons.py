"""What the buttons of a coordinator's changes carry."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field, StringConstraints

from handlers.buttons import Place, RowId
from handlers.screens import Button, button

# Callback data carries no absence; ids begin at 1.
NONE = 0


class ChangesButton(CallbackData, prefix="gm"):
    """A page of the changes that the coordinator may work on."""

    page: Place


class WhereButton(CallbackData, prefix="gu"):
    """Where something changed: a page of units."""

    page: Place


class WhereInUnitButton(CallbackData, prefix="gp"):
    """Where in a unit: a page of its service points."""

    unit: RowId
    page: Place


class BeginChangeButton(CallbackData, prefix="gb"):
    """A new change about a service point, by its code, a whole unit, or with neither the whole organisation."""

    unit: RowId
    code: str


class ChangeAct(StrEnum):
    """What a coordinator does about a change."""

    OPEN = "o"
    PUBLISH = "p"
    WITHDRAW = "w"
    REMOVE = "r"
    MONTH = "m"
    SCORE = "s"
    # Give up writing a text.
    LEAVE = "l"


class ChangeButton(CallbackData, prefix="gc"):
    """An act on a change."""

    change: RowId
    act: ChangeAct


class ChangeTextButton(CallbackData, prefix="gt"):
    """Write the text of a change in a language."""

    change: RowId
    language: str


class ChangeMonthButton(CallbackData, prefix="gd"):
    """The month of a change; not its place among those on offer, which move."""

    change: RowId
    year: Annotated[int, Field(ge=1, le=9999)]
    month: Annotated[int, Field(ge=1, le=12)]


class ChangeScoreButton(CallbackData, prefix="gs"):
    """The score told with a change, by the survey's version, whose code might be too long here, and the question.

    NONE and no question is no score.
    """

    change: RowId
    version: RowId
    question: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{0,24}$")]


def act_button(label: str, change_id: int, act: ChangeAct) -> Button:
    """A button that does this to a change."""
    return button(label, ChangeButton(change=change_id, act=act).pack())
