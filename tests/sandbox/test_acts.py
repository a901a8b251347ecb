"""What people can't do with a Telegram they can't do in a test either."""

from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.acts import writing
from bot.sandbox.acts.splitting import SHORTEST_PIECE, pieces
from bot.sandbox.client import Impossible, Someone, Telegram
from bot.sandbox.limits import LONGEST_CAPTION, LONGEST_MESSAGE
from bot.sandbox.world import World
from handlers.limits import utf16_length
from tests.sandbox.conftest import Api

LONG = LONGEST_MESSAGE + 904
texts = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    "act",
    [
        lambda anna: anna.send("hello"),
        lambda anna: anna.attach("photo"),
        lambda anna: anna.send_file("a.txt", b"a"),
        lambda anna: anna.edit("other"),
        lambda anna: anna.tap("Yes"),
        lambda anna: anna.tap_data("y"),
        lambda anna: anna.forward(anna.last),
        lambda anna: anna.share_contact(),
        lambda anna: anna.react("👍"),
        lambda anna: anna.ask_inline("x"),
        lambda anna: anna.choose_inline("x", {"id": "1"}),
    ],
)
async def test_who_has_blocked_the_bot_can_only_unblock_it(
    api: Api, anna: Someone, world: World, act: Callable[[Someone], Awaitable[object]]
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=keyboard)
    await anna.block()
    made, bubbles = len(world.updates.made), len(anna.person.messages)
    with pytest.raises(Impossible, match="Анна has blocked the bot"):
        await act(anna)
    assert (len(world.updates.made), len(anna.person.messages)) == (made, bubbles)
    await anna.unblock()
    await anna.send("hello")


async def test_a_vote_that_a_poll_does_not_take(api: Api, anna: Someone) -> None:
    await api.ok("sendPoll", chat_id=anna.id, question="?", options=["a", "b"])
    for options in ((7,), (0, 1)):
        with pytest.raises(Impossible):
            await anna.vote(*options)
    await anna.vote(1)


async def test_a_protected_message_and_a_message_of_the_bot_stay_as_they_are(api: Api, anna: Someone) -> None:
    await api.ok("sendMessage", chat_id=anna.id, text="secret", protect_content=True)
    with pytest.raises(Impossible, match="protected"):
        await anna.forward(anna.last)
    for text in (" ", "о" * (LONGEST_MESSAGE + 1)):
        with pytest.raises(Impossible, match="from 1 to 4096"):
            await anna.edit(text)


async def test_people_are_shared_only_for_a_button_that_asks_for_them(
    api: Api, anna: Someone, telegram: Telegram
) -> None:
    tom, olga = telegram.person("Tom"), telegram.person("Ольга")
    with pytest.raises(Impossible, match="No button asks"):
        await anna.share_users(7, [tom])
    asked = {"text": "Who?", "request_users": {"request_id": 7}}
    await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup={"keyboard": [[asked]]})
    with pytest.raises(Impossible, match="from 1 to 1 people"):
        await anna.share_users(7, [tom, olga])
    await anna.share_users(7, [tom])
    shared = (await api.ok("getUpdates"))[-1]["message"]["users_shared"]
    assert shared["users"] == [{"user_id": tom.id}]


async def test_a_message_is_never_empty(anna: Someone) -> None:
    with pytest.raises(Impossible, match="at least one character"):
        await anna.send("")
    assert len(anna.person.messages) == 1


async def test_a_text_that_is_too_long_for_one_message_is_sent_in_several(api: Api, anna: Someone) -> None:
    await api.control(f"people/{anna.id}/messages", {"text": "о" * LONG})
    *_, first, second = await api.ok("getUpdates")
    assert [len(each["message"]["text"]) for each in (first, second)] == [LONGEST_MESSAGE, LONG - LONGEST_MESSAGE]


def test_pieces_end_with_a_line_else_with_a_word_else_where_they_must() -> None:
    line, words = "а" * (SHORTEST_PIECE + 5), "б" * 3000 + " "
    assert list(pieces(f"{line}\n{words}в")) == [line, f"{words}в"]
    assert list(pieces(words * 2)) == ["б" * 3000] * 2
    assert list(pieces("😀" * (LONGEST_MESSAGE // 2 + 1))) == ["😀" * (LONGEST_MESSAGE // 2), "😀"]
    assert list(pieces("  ")) == []


@given(st.lists(st.tuples(texts, st.integers(1, 4000)), max_size=4))
def test_pieces_are_messages_and_no_word_is_lost(parts: list[tuple[str, int]]) -> None:
    text = " ".join(part * times for part, times in parts)[: 5 * LONGEST_MESSAGE]
    found = list(pieces(text))
    assert all(0 < utf16_length(piece) <= LONGEST_MESSAGE for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


async def test_a_caption_is_no_longer_than_telegram_lets_it_be(anna: Someone, world: World) -> None:
    stored = world.files.add("a.txt", b"a")
    with pytest.raises(Impossible, match="A caption has at most 1024"):
        writing.send_file(world, anna.person, stored, "document", "о" * (LONGEST_CAPTION + 1))
    assert anna.person.messages[-1].attachment is None
