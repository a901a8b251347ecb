"""A citizen answers a survey."""

from sqlalchemy import Connection

from bot.composition import Program
from bot.sandbox.client import Telegram
from storage import organisation, survey_versions
from storage.tables import touchpoints
from tests.conversations.clock import MovableClock
from tests.conversations.hurrying import POINT, all_responses, given, hurry_through, to_comment


async def test_a_citizen_answers_the_whole_survey(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send(POINT)
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
    assert await given(bot) == {
        "resolved": ["yes"],
        "effort": 6,
        "satisfaction": 5,
        "drivers": ["ease"],
        "comment": "Всё быстро & <понятно>",
    }


async def test_after_the_end_nothing_links_the_response_to_the_person(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await hurry_through(anna)
    row = (await bot.ground.database.read(all_responses))[0]
    link = (row.person_id, row.position, row.message_id, row.opened_at, row.touched_at, row.expires_at)
    assert (row.state, link) == ("complete", (None,) * 6)


async def test_two_citizens_answer_side_by_side(telegram: Telegram, bot: Program) -> None:
    anna, tom = telegram.person("Анна"), telegram.person("Tom", language="en")
    await anna.send(POINT)
    await tom.send(POINT)
    await anna.tap("Да")
    await tom.tap("No")
    await anna.sees("2 из 5")
    await tom.sees("2 of 5")


async def test_back_shows_the_answer_given_and_another_replaces_it(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send(POINT)
    await anna.tap("Да")
    await anna.tap("2")
    await anna.sees("3 из 5")
    await anna.tap("← Назад")
    await anna.sees("2 из 5")
    assert "✓ 2" in anna.last.labels
    await anna.tap("7")
    await anna.sees("3 из 5")
    assert (await given(bot))["effort"] == 7


async def test_skipping_what_may_be_skipped(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send(POINT)
    await anna.sees("1 из 5")
    assert "Пропустить" not in anna.last.labels
    await anna.tap("Да")
    await anna.tap("6")
    await anna.tap("Не про меня")
    await anna.sees("4 из 5")
    await anna.tap("Пропустить")
    await anna.sees("5 из 5")
    await anna.tap("Пропустить")
    await anna.sees("уже стёрта")


async def test_two_taps_are_enough_to_leave_with_a_valid_response(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await hurry_through(anna)
    assert [row.state for row in await bot.ground.database.read(all_responses)] == ["complete"]


async def test_start_goes_on_where_the_person_stopped(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send(POINT)
    await anna.tap("Да")
    await anna.sees("2 из 5")
    await anna.send("/start")
    await anna.sees("Вы не закончили ответ")
    await anna.tap("Продолжить ответ")
    await anna.sees("2 из 5")


async def test_the_link_opened_again_goes_on_with_the_same_response(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send(POINT)
    await anna.tap("Да")
    await anna.sees("2 из 5")
    await anna.send(POINT)
    await anna.sees_messages(2)
    await anna.tap("4")
    await anna.sees("3 из 5")
    assert len(await bot.ground.database.read(all_responses)) == 1


async def test_the_second_answer_of_a_day_replaces_the_first(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await hurry_through(anna, effort="2")
    await hurry_through(anna, effort="7")
    assert len(await bot.ground.database.read(all_responses)) == 1
    assert (await given(bot))["effort"] == 7


async def test_on_another_day_the_answer_counts_anew(telegram: Telegram, bot: Program, clock: MovableClock) -> None:
    anna = telegram.person("Анна")
    await hurry_through(anna)
    clock.move(days=1)
    await bot.heartbeat.beat()
    await hurry_through(anna)
    assert len(await bot.ground.database.read(all_responses)) == 2


async def test_a_closed_point_does_not_hide_another_open_answer(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await to_comment(anna)
    await anna.send("/start p_north-benefits")
    await anna.sees("1 из 5")
    await bot.ground.database.run(close_point, "north-benefits")
    await anna.send("Всё хорошо")
    await anna.sees("уже стёрта")
    assert (await given(bot))["comment"] == "Всё хорошо"


async def test_an_unfinished_response_loses_its_link_after_a_week(
    telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    anna, tom, eve = (telegram.person(name) for name in ("Анна", "Tom", "Eve"))
    await anna.send(POINT)
    await anna.sees("1 из 5")
    await tom.send(POINT)
    await tom.tap("Да")
    await tom.sees("2 из 5")
    await eve.send(POINT)
    await eve.tap("Да")
    await eve.tap("5")
    await eve.sees("3 из 5")
    clock.move(days=8)
    await bot.heartbeat.beat()
    rows = await bot.ground.database.read(all_responses)
    # A link that was only opened leaves nothing; with all that is required it is complete.
    assert sorted((row.state, row.person_id) for row in rows) == [("complete", None), ("partial", None)]
    await tom.tap("4")
    await tom.sees_toast("устарела")


def close_point(connection: Connection, code: str) -> None:
    connection.execute(touchpoints.update().where(touchpoints.c.code == code).values(closed=True))


async def test_a_response_goes_on_while_its_own_survey_is_open(bot: Program, telegram: Telegram) -> None:
    anna = telegram.person("Анна")
    await anna.send(POINT)
    await anna.sees("1 из 5")
    await bot.ground.database.run(organisation.assign, "north-certificates", "csat")
    await bot.ground.database.run(survey_versions.set_closed, "csat", True)
    await anna.tap("Да")
    await anna.sees("2 из 5")
    await bot.ground.database.run(survey_versions.set_closed, "csat", False)
    await bot.ground.database.run(survey_versions.set_closed, "post_service", True)
    await anna.tap("6")
    await anna.sees_toast("больше не принимает")
    # What can't be gone on with does not stand in the way of the survey that is asked now.
    await anna.send(POINT)
    await anna.sees("1 из 3")
