"""A Monday, an administrator, and somebody who has just joined the standard course."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from bot.sending.pace import Pace, Rates
from tests.conversations.clock import MovableClock
from tests.conversations.lessons.course import MONDAY, join, link_for


@pytest.fixture
def clock() -> MovableClock:
    clock = MovableClock()
    clock.now = MONDAY
    return clock


@pytest.fixture
def olga(telegram: Telegram) -> Someone:
    """The administrator."""
    return telegram.person("Ольга", "en")


@pytest.fixture
async def anna(telegram: Telegram, bot: Program, olga: Someone) -> Someone:
    """Somebody who has just joined the standard course."""
    # The rates count real seconds, of which one would pass between two messages, though a day lies between them here.
    bot.rounds._pace = Pace(Rates(between_to_chat=0))
    anna = telegram.person("Anna", "en")
    await join(anna, await link_for(telegram, olga))
    return anna
