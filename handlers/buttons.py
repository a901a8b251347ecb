"""What each button carries. Callback data comes from anyone: it is parsed strictly and checked in the database."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

# A number beyond what a column holds would be an error of the database, not of the one who forged it.
ResponseId = Annotated[int, Field(ge=0, lt=2**62)]
RowId = Annotated[int, Field(ge=0, lt=2**31)]
Place = Annotated[int, Field(ge=0, lt=1000)]


class Move(StrEnum):
    """Buttons of a question besides its answers."""

    SKIP = "s"
    NOT_APPLICABLE = "n"
    BACK = "b"
    CONFIRM = "c"
    FINISH = "f"


class AnswerButton(CallbackData, prefix="a"):
    """An answer to the question at `position`."""

    response: ResponseId
    position: Place
    value: str

    @classmethod
    def data(cls, response: int, position: int, value: str) -> str:
        """What pack() gives, without building a model: a screen has a dozen buttons, and this is the hot path."""
        return f"{cls.__prefix__}:{response}:{position}:{value}"


class OptionButton(CallbackData, prefix="o"):
    """One of several options; says what it is to become, so that a second tap of the same button does nothing."""

    response: ResponseId
    position: Place
    value: str
    chosen: bool

    @classmethod
    def data(cls, response: int, position: int, value: str, chosen: bool) -> str:
        """What pack() gives."""
        return f"{cls.__prefix__}:{response}:{position}:{value}:{int(chosen)}"


class MoveButton(CallbackData, prefix="m"):
    """Another way on from the question at `position`."""

    response: ResponseId
    position: Place
    move: Move

    @classmethod
    def data(cls, response: int, position: int, move: Move) -> str:
        """What pack() gives."""
        return f"{cls.__prefix__}:{response}:{position}:{move.value}"


class ResumeButton(CallbackData, prefix="r"):
    """Go on with the survey that was left last."""


class UnitsButton(CallbackData, prefix="u"):
    """A page of units."""

    page: Place


class PointsButton(CallbackData, prefix="p"):
    """A page of a unit's service points."""

    unit: RowId
    page: Place


class RateButton(CallbackData, prefix="t"):
    """A service point to rate, by its code."""

    code: str


class LanguageButton(CallbackData, prefix="l"):
    """A language."""

    language: str


class ForgetButton(CallbackData, prefix="f"):
    """Confirmation of /forget."""

    sure: bool


class CoordinatorsAct(StrEnum):
    """What an administrator does about coordinators."""

    INVITE = "i"
    WITHDRAW = "w"


class CoordinatorsButton(CallbackData, prefix="c"):
    """An administrator's act on coordinators."""

    act: CoordinatorsAct
