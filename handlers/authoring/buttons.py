"""Buttons of authoring."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field, StringConstraints

from handlers.buttons import Place, RowId

SurveyCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,32}$")]
OptionCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,24}$")]
PlaceKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,9}$")]
Language = Annotated[str, StringConstraints(pattern=r"^(ru|en)$")]
Revision = Annotated[int, Field(ge=0, lt=2**31)]


class SurveysButton(CallbackData, prefix="wl"):
    """A page of surveys."""

    page: Place


class SurveyAct(StrEnum):
    """What may be done with a survey."""

    SHOW = "s"
    EDIT = "e"
    CHANGES = "c"
    CLOSE = "x"
    REOPEN = "o"
    FILE = "f"


class SurveyButton(CallbackData, prefix="ws"):
    """An act on a survey."""

    code: SurveyCode
    act: SurveyAct


class SubmitButton(CallbackData, prefix="wu"):
    """Publish, propose or approve the draft as it was read: at this revision."""

    code: SurveyCode
    revision: Revision
    approve: bool


class DiscardButton(CallbackData, prefix="wd"):
    """Throw away the draft as it was seen: this one, at this revision."""

    code: SurveyCode
    draft: RowId
    revision: Revision


class QuestionButton(CallbackData, prefix="wq"):
    """The texts of a question of the draft."""

    code: SurveyCode
    position: Place


class TextButton(CallbackData, prefix="wt"):
    """A text of the draft; with a language, it is to be written anew."""

    code: SurveyCode
    key: PlaceKey
    language: Language | None


class NewOptionButton(CallbackData, prefix="wn"):
    """A new option for a question of the draft."""

    code: SurveyCode
    position: Place


class RemoveOptionButton(CallbackData, prefix="wo"):
    """Take an option out of a question of the draft; by its code, for places move."""

    code: SurveyCode
    position: Place
    option: OptionCode


class VersionsButton(CallbackData, prefix="wv"):
    """The versions of a survey; with a number, what that version changed."""

    code: SurveyCode
    version: RowId | None


class AssignPageButton(CallbackData, prefix="wg"):
    """A page of service points to which a survey may be assigned."""

    code: SurveyCode
    page: Place


class AssignButton(CallbackData, prefix="wi"):
    """Ask the survey at this service point."""

    code: SurveyCode
    point: RowId
    page: Place


class Source(StrEnum):
    """What is previewed: a published version, or a draft."""

    VERSION = "v"
    DRAFT = "d"


class PreviewButton(CallbackData, prefix="wp"):
    """A moment of a preview (surveys.preview): the answers so far, nothing stored. No position means the thanks."""

    source: Source
    id: RowId
    position: Place | None
    answers: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]*$")]
