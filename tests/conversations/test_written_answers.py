"""What a citizen writes or sends while a survey is open."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Telegram
from tests.conversations.hurrying import POINT, given, to_comment


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


async def test_an_album_is_answered_once_however_its_photos_arrive(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await to_comment(anna)
    shown = len(anna.messages)
    for count in (10, 2):
        first, *_ = await anna.attach_album(count)
        await telegram.settled()
        telegram.replay(first)
        await telegram.settled()
        await bot.replies.idle()
        shown += 1
        assert len(anna.messages) == shown
    assert "Я храню только текст" in anna.last.text
