"""Replies that do not get through: again after a pause, anew, or not at all."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramServerError, TelegramUnauthorizedError
from aiogram.methods import SendMessage, TelegramMethod

from bot.errors import TokenRevoked
from bot.replies import PAUSES, Replies
from bot.sending.errors import MaybeSent
from bot.sending.pace import Pace
from bot.stopping import Alarm
from handlers.screens import NO_PREVIEW, EditScreen

HELLO = SendMessage(chat_id=1, text="hello")


class Line:
    """Takes methods after the failures on order, and notes pauses instead of making them."""

    def __init__(self, failures: Sequence[Exception]) -> None:
        self.sent: list[TelegramMethod[Any]] = []
        self.pauses: list[float] = []
        self.alarm = Alarm()
        self._failures = list(failures)

    async def deliver(self, method: TelegramMethod[Any]) -> None:
        if self._failures:
            raise self._failures.pop(0)
        self.sent.append(method)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def went_inactive(self, chat_id: int) -> None:
        raise AssertionError(chat_id)

    def say(self, method: TelegramMethod[Any]) -> None:
        async def scenario() -> None:
            replies = Replies(self.deliver, Pace(), self.went_inactive, lambda _: None, self.alarm, self.sleep)
            replies.send([method])
            await replies.idle()

        asyncio.run(scenario())


@pytest.mark.parametrize("failure", [TelegramServerError(HELLO, ""), MaybeSent(HELLO, "")])
def test_trouble_is_waited_out_with_growing_pauses(failure: Exception) -> None:
    line = Line([failure] * len(PAUSES))
    line.say(HELLO)
    assert (line.sent, tuple(line.pauses)) == ([HELLO], PAUSES)


def test_trouble_that_lasts_is_not_waited_out() -> None:
    line = Line([TelegramServerError(HELLO, "")] * (len(PAUSES) + 1))
    line.say(HELLO)
    assert line.sent == []


def test_a_screen_that_can_not_be_edited_comes_anew_and_as_it_was() -> None:
    screen = EditScreen(chat_id=1, message_id=7, text="<b>hello</b>", parse_mode="HTML", reply_markup={"x": []})
    line = Line([TelegramBadRequest(screen, "Bad Request: message can't be edited")])
    line.say(screen)
    [sent] = line.sent
    assert isinstance(sent, SendMessage)
    assert sent.model_dump(warnings=False, exclude_unset=True) == {
        "chat_id": 1,
        "text": "<b>hello</b>",
        "parse_mode": "HTML",
        "entities": None,
        "link_preview_options": NO_PREVIEW,
        "reply_markup": {"x": []},
    }
    assert line.pauses == []


def test_a_revoked_token_rings_the_alarm() -> None:
    line = Line([TelegramUnauthorizedError(HELLO, "Unauthorized")])
    line.say(HELLO)
    with pytest.raises(TokenRevoked):
        line.alarm.check()
    assert line.sent == []
