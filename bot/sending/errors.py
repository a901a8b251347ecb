"""What an answer of the Bot API means for the message that was sent.

Texts as observed with Bot API 10.3; the server has no codes finer than the HTTP status.
"""

from enum import Enum, auto

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)


class NotSent(TelegramNetworkError):
    """The request never left: it may be sent again without fear of a second message."""


class MaybeSent(TelegramNetworkError):
    """The request left and no answer came: the message may have arrived."""


class Verdict(Enum):
    """What to do about an error."""

    UNCHANGED = auto()
    """Success: the message shows this already."""
    EXPIRED = auto()
    """The tap is too old to be answered: ignore."""
    NOT_EDITABLE = auto()
    """The message is gone or too old: send a new one."""
    INACTIVE = auto()
    """The person blocked the bot, or is gone: no retry."""
    PAUSE = auto()
    """Too many requests: the whole bot waits as long as Telegram says."""
    LATER = auto()
    """Telegram's trouble or the network's: the message did not arrive, try later."""
    AMBIGUOUS = auto()
    """The message may have arrived."""
    UNPARSABLE = auto()
    """Our bug in the markup: send as plain text."""
    UNAUTHORIZED = auto()
    """The token is not accepted: stop."""
    CONFLICT = auto()
    """Another instance polls."""
    REFUSED = auto()
    """Our bug: nothing will make this request go through."""


_TYPES: tuple[tuple[type[Exception], Verdict], ...] = (
    (TelegramRetryAfter, Verdict.PAUSE),
    (TelegramForbiddenError, Verdict.INACTIVE),
    (TelegramUnauthorizedError, Verdict.UNAUTHORIZED),
    (TelegramConflictError, Verdict.CONFLICT),
    (TelegramServerError, Verdict.LATER),
    # A proxy's HTML page in place of JSON: the request did not reach the Bot API.
    (ClientDecodeError, Verdict.LATER),
    (NotSent, Verdict.LATER),
    # A network error by its class only: the file is too large however often it is sent.
    (TelegramEntityTooLarge, Verdict.REFUSED),
    (TelegramNetworkError, Verdict.AMBIGUOUS),
)
_BAD_REQUESTS = (
    ("message is not modified", Verdict.UNCHANGED),
    ("query is too old", Verdict.EXPIRED),
    ("query id is invalid", Verdict.EXPIRED),
    ("message to edit not found", Verdict.NOT_EDITABLE),
    ("message can't be edited", Verdict.NOT_EDITABLE),
    ("message_id_invalid", Verdict.NOT_EDITABLE),
    ("chat not found", Verdict.INACTIVE),
    ("user is deactivated", Verdict.INACTIVE),
    ("can't initiate conversation", Verdict.INACTIVE),
    ("can't parse entities", Verdict.UNPARSABLE),
)


def verdict(error: Exception) -> Verdict:
    """What to do about an error that sending raised."""
    for kind, found in _TYPES:
        if isinstance(error, kind):
            return found
    if isinstance(error, TelegramBadRequest | TelegramNotFound):
        message = error.message.lower()
        return next((found for sign, found in _BAD_REQUESTS if sign in message), Verdict.REFUSED)
    return Verdict.REFUSED
