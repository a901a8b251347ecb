"""Buttons of cases: the citizen's and the coordinator's."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import StringConstraints

from handlers.buttons import Place, ResponseId

# As secrets.token_urlsafe makes it.
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,43}$")]


class OfferButton(CallbackData, prefix="xo"):
    """The citizen would like an answer; the token stands for the response they have just ended."""

    token: Token


class OwnCaseAct(StrEnum):
    """What a citizen does with their own case."""

    WRITE = "w"
    WITHDRAW = "d"


class OwnCaseButton(CallbackData, prefix="xc"):
    """A citizen's act on their own case."""

    case: ResponseId
    act: OwnCaseAct


class CasesButton(CallbackData, prefix="xl"):
    """A page of open cases."""

    page: Place


class CaseAct(StrEnum):
    """What a coordinator does with a case."""

    SHOW = "s"
    REPLY = "r"
    SEND = "y"
    CLOSE = "c"


class CaseButton(CallbackData, prefix="xs"):
    """A coordinator's act on a case."""

    case: ResponseId
    act: CaseAct
