"""What the buttons of /points carry."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Place, RowId

# A button that names no unit shows all of them.
ALL_UNITS = 0


class ListButton(CallbackData, prefix="iu"):
    """A page of units, or of a unit's service points."""

    unit: RowId
    page: Place


class PointAct(StrEnum):
    """What a coordinator does about a service point."""

    SHOW = "s"
    RENAME = "r"
    CLOSE = "c"
    OPEN = "o"
    EXCLUDE = "x"
    INCLUDE = "i"


class PointButton(CallbackData, prefix="ip"):
    """An act on a service point."""

    point: RowId
    act: PointAct


class Print(StrEnum):
    """What is printed of a service point."""

    PICTURE = "png"
    A4 = "A4"
    A5 = "A5"


class PrintButton(CallbackData, prefix="iq"):
    """Draw a service point's code."""

    point: RowId
    what: Print


class AddButton(CallbackData, prefix="ia"):
    """Add a service point to a unit, or another channel to a point's service; no channel yet: choose one."""

    unit: RowId
    point: RowId
    channel: str


class SurveyButton(CallbackData, prefix="is"):
    """The survey that the new service point offers."""

    unit: RowId
    channel: str
    survey: str


class CancelButton(CallbackData, prefix="ix"):
    """No name after all."""
