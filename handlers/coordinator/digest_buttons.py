"""What the buttons of /digest carry."""

from typing import Annotated, Final

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from storage.digests import Frequency

FREQUENCIES: Final[tuple[Frequency, ...]] = ("never", "weekly", "monthly")


class DigestButton(CallbackData, prefix="da"):
    """How often a digest comes."""

    frequency: Frequency


class DigestHourButton(CallbackData, prefix="db"):
    """At which hour it comes; None asks for one."""

    hour: Annotated[int, Field(ge=0, le=23)] | None


class DigestAlertsButton(CallbackData, prefix="dc"):
    """Whether alerts come; says what it is to become, so that a second tap changes nothing."""

    on: bool
