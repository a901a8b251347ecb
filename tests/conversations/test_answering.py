"""A citizen answers a survey."""

from bot.composition import Program
from bot.sandbox.client import Telegram


async def test_a_citizen_answers_the_whole_survey(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send("/start p_north-certificates")
    await anna.sees("1 из 5")
    await anna.tap("Да")
    await anna.sees("2 из 5")
    await anna.tap("6")
    await anna.sees("3 из 5")
    await anna.tap("5")
    await anna.sees("Что вам помогло?")
    await anna.tap("Простота шагов")
    await anna.tap("Готово")
    await anna.sees("5 из 5")
    await anna.send("Всё быстро & <понятно>")
    await anna.sees("Связь между вами и ответом уже стёрта")
    # One message was edited in place; the thanks came below the comment.
    assert len(anna.messages) == 2
