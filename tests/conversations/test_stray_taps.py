"""Taps that come twice, late, out of order, or from a forger, do no harm."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Telegram
from tests.conversations.hurrying import POINT, given


async def test_ten_fast_taps_on_one_button_answer_once(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send(POINT)
    await anna.sees("1 из 5")
    message, data = anna.last, anna.data_of("Да")
    for _ in range(10):
        await anna.tap_data(data, message)
    await anna.sees("2 из 5")
    await anna.tap("3")
    await anna.sees("3 из 5")
    assert await given(bot) == {"resolved": ["yes"], "effort": 3}


async def test_a_tap_out_of_order_changes_nothing(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send(POINT)
    await anna.sees("1 из 5")
    ahead = anna.data_of("Да").replace(":0:yes", ":1:7")
    await anna.tap_data(ahead, anna.last)
    await anna.tap("Нет")
    await anna.sees("2 из 5")
    assert await given(bot) == {"resolved": ["no"]}


async def test_a_foreign_button_finds_nothing(telegram: Telegram, bot: Program) -> None:
    anna, eve = telegram.person("Анна"), telegram.person("Eve", language="en")
    await anna.send(POINT)
    await anna.sees("1 из 5")
    await eve.tap_data(anna.data_of("Да"))
    await eve.sees_toast("out of date")
    assert await given(bot) == {}


@pytest.mark.parametrize(
    "data", ["", "a", "a:1", "a:x:0:yes", "a:99999999999999999999:0:yes", "zz:1", "\x00", "o:1:1:ease:2"]
)
async def test_a_forged_button_gets_a_calm_answer(telegram: Telegram, bot: Program, data: str) -> None:
    eve = telegram.person("Eve", language="en")
    await eve.send(POINT)
    await eve.sees("1 of 5")
    await eve.tap_data(data, eve.last)
    await eve.sees_toast("out of date")


async def test_an_option_that_is_not_there_is_refused(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send(POINT)
    await anna.sees("1 из 5")
    await anna.tap_data(anna.data_of("Да").replace("yes", "maybe"), anna.last)
    await anna.sees_toast("Такого варианта")
    assert await given(bot) == {}
