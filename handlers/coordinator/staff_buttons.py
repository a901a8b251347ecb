"""What the buttons of coordinators carry about staff and lessons."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.buttons import Place, RowId
from handlers.staff.buttons import LessonCode


class InviteUnitButton(CallbackData, prefix="ni"):
    """Invite staff of this unit."""

    unit: RowId


class InviteButton(CallbackData, prefix="nk"):
    """A link for so many people of a unit that lasts so many days."""

    unit: RowId
    people: Annotated[int, Field(ge=1, le=500)]
    days: Annotated[int, Field(ge=1, le=60)]


class TeamButton(CallbackData, prefix="vt"):
    """The staff of a unit: page 0 has the names, the others have the numbers by lesson."""

    unit: RowId
    page: Place


class HealthButton(CallbackData, prefix="vh"):
    """A page of the check questions, for authors."""

    page: Place


class PreviewsButton(CallbackData, prefix="vl"):
    """A page of lessons to preview."""

    page: Place


class PreviewButton(CallbackData, prefix="vp"):
    """A lesson as staff see it, in a language."""

    lesson: LessonCode
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
