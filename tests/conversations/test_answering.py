"""A citizen answers a survey."""

from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import organisation, survey_versions
from storage.tables import answers, responses, touchpoints
from tests.conversations.clock import MovableClock

POINT = "/start p_north-certificates"


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


async def test_a_text_where_a_tap_is_asked_for(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send(POINT)
    await anna.sees("1 из 5")
    await anna.send("да")
    await anna.sees_messages(3)
    assert "нажать одну из кнопок" in anna.messages[-2].text


async def test_a_comment_of_5000_characters_comes_in_two_pieces_and_is_kept_whole(
    telegram: Telegram, bot: Program
) -> None:
    anna = telegram.person("Анна")
    await to_comment(anna)
    # As Telegram's clients cut it.
    await anna.send("о" * 4096)
    await anna.sees("Сейчас записано")
    await anna.send("х" * 904)
    await anna.sees("уже стёрта")
    assert (await given(bot))["comment"] == f"{'о' * 4096}\n{'х' * 904}"


async def test_a_long_comment_is_sent_as_telegrams_clients_send_it_and_is_kept_whole(
    telegram: Telegram, bot: Program
) -> None:
    anna = telegram.person("Анна")
    await to_comment(anna)
    sentence = "Очередь движется медленно, а вода в кулере кончилась. "
    await anna.send(sentence * 95)
    await anna.sees("уже стёрта")
    kept = str((await given(bot))["comment"])
    assert (kept.count("\n"), kept.replace("\n", " ")) == (1, (sentence * 95).strip())


async def test_a_comment_as_long_as_a_message_ends_with_a_button(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await to_comment(anna)
    await anna.send("о" * 4096)
    await anna.sees("Сейчас записано")
    await anna.tap("Готово")
    await anna.sees("уже стёрта")
    assert (await given(bot))["comment"] == "о" * 4096


async def test_more_than_three_messages_are_asked_to_be_shortened_and_nothing_is_lost(
    telegram: Telegram, bot: Program
) -> None:
    anna = telegram.person("Анна")
    await to_comment(anna)
    for count in (2, 3):
        await anna.send("о" * 4094)
        await anna.sees_messages(count)
    await anna.send("о" * 4094)
    await anna.sees_messages(4)
    await anna.send("и ещё немного")
    await anna.sees("до 12288 знаков")
    await anna.tap("Готово")
    await telegram.settled()
    await bot.replies.idle()
    assert "уже стёрта" in anna.messages[-2].text
    assert len(str((await given(bot))["comment"])) == 3 * 4094 + 2


async def test_a_name_typed_after_rate_is_no_comment(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await to_comment(anna)
    await anna.send("/rate")
    await anna.sees("Что вы хотите оценить?")
    await anna.send("Справки")
    await anna.sees("Вот что нашлось")
    await anna.send("/start")
    await anna.tap("Продолжить ответ")
    await anna.sees("5 из 5")
    await anna.send("Очередь была короткой")
    await anna.sees("уже стёрта")
    assert (await given(bot))["comment"] == "Очередь была короткой"


async def test_a_closed_point_does_not_hide_another_open_answer(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await to_comment(anna)
    await anna.send("/start p_north-benefits")
    await anna.sees("1 из 5")
    await bot.ground.database.run(close_point, "north-benefits")
    await anna.send("Всё хорошо")
    await anna.sees("уже стёрта")
    assert (await given(bot))["comment"] == "Всё хорошо"


async def test_a_note_of_telegram_itself_is_no_message_of_the_person(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await anna.send("/help")
    await anna.sees("/rate")
    chat = {"id": anna.id, "type": "private"}
    user = {"id": anna.id, "is_bot": False, "first_name": "Анна"}
    timer = {"message_auto_delete_time": 86_400}
    note = {"message_id": 9_000, "date": 1, "chat": chat, "from": user, "message_auto_delete_timer_changed": timer}
    telegram.world.updates.add("message", note)
    await telegram.settled()
    await bot.replies.idle()
    assert len(anna.messages) == 1


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("photo", "Я храню только текст"),
        ("voice", "Голосовые сообщения я не слушаю и не храню"),
        ("sticker", "Я храню только текст"),
        ("document", "Я храню только текст"),
    ],
)
async def test_only_text_is_kept(telegram: Telegram, bot: Program, kind: str, says: str) -> None:
    anna = telegram.person("Анна")
    await to_comment(anna)
    await anna.attach(kind)
    await anna.sees(says)
    assert "comment" not in await given(bot)


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


async def to_comment(person: Someone) -> None:
    await person.send(POINT)
    await person.tap("Да")
    await person.tap("6")
    await person.tap("Не про меня")
    await person.sees("4 из 5")
    await person.tap("Пропустить")
    await person.sees("5 из 5")


async def hurry_through(person: Someone, effort: str = "5") -> None:
    await person.send(POINT)
    await person.sees("1 из 5")
    await person.tap("Да")
    await person.sees("2 из 5")
    await person.tap(effort)
    await person.sees("3 из 5")
    await person.tap("Закончить")
    await person.sees("уже стёрта")


async def given(bot: Program) -> dict[str, object]:
    return await bot.ground.database.read(all_answers)


def all_responses(connection: Connection) -> list[Any]:
    return list(connection.execute(select(responses)))


def all_answers(connection: Connection) -> dict[str, object]:
    rows = connection.execute(select(answers).where(answers.c.state == "answered"))
    return {row.question: row.comment or row.options or row.number for row in rows}
