"""Commands by scope and language, the menu button, what the bot says of itself."""

from typing import Any

import pytest

from bot.sandbox.client import Someone, Telegram
from tests.sandbox.conftest import Api


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": "d"} for name in names]


async def shown(api: Api, place: int = 0) -> list[str]:
    return [each["command"] for each in (await api.state())["people"][place]["commands"]]


async def test_the_most_special_menu_is_shown(api: Api, anna: Someone, telegram: Telegram) -> None:
    telegram.person("Tom", language="en")
    await api.ok("setMyCommands", commands=commands("default"))
    assert await shown(api) == ["default"]
    await api.ok("setMyCommands", commands=commands("private"), scope={"type": "all_private_chats"})
    await api.ok("setMyCommands", commands=commands("russian"), scope={"type": "all_private_chats"}, language_code="ru")
    assert (await shown(api), await shown(api, 1)) == (["russian"], ["private"])
    chat = {"type": "chat", "chat_id": anna.id}
    await api.ok("setMyCommands", commands=commands("own"), scope=chat)
    assert await shown(api) == ["own"]
    assert await api.ok("getMyCommands", scope=chat) == commands("own")
    await api.ok("deleteMyCommands", scope=chat)
    assert (await shown(api), await api.ok("getMyCommands", scope=chat)) == (["russian"], [])


@pytest.mark.parametrize(
    ("given", "description"),
    [
        (commands("Help"), "BOT_COMMAND_INVALID"),
        (commands("x" * 33), "BOT_COMMAND_INVALID"),
        ([{"command": "a", "description": " "}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        (commands(*(f"c{number}" for number in range(101))), "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_refused_commands(api: Api, given: list[Any], description: str) -> None:
    assert await api.refused("setMyCommands", commands=given) == f"Bad Request: {description}"


@pytest.mark.parametrize("method", ["setMyCommands", "getMyCommands", "deleteMyCommands", "setMyName", "getMyName"])
async def test_languages_have_two_letters(api: Api, method: str) -> None:
    given = {"commands": commands("a")} if method == "setMyCommands" else {}
    for code in ("english", "EN", "e", "en-GB"):
        refused = await api.refused(method, **given, language_code=code)
        assert refused == "Bad Request: invalid language code specified"


async def test_a_regional_language_gets_the_menu_of_its_language(api: Api, telegram: Telegram) -> None:
    await api.ok("setMyCommands", commands=commands("everybody"))
    await api.ok("setMyCommands", commands=commands("portuguese"), language_code="pt")
    for language in ("pt-BR", "en-GB"):
        telegram.person("X", language=language)
    assert (await shown(api), await shown(api, 1)) == (["portuguese"], ["everybody"])


async def test_no_menu_for_a_chat_that_is_not_there(api: Api) -> None:
    refused = await api.refused("setMyCommands", commands=[], scope={"type": "chat", "chat_id": 9})
    assert refused == "Bad Request: chat not found"


async def test_the_menu_button(api: Api, anna: Someone) -> None:
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://e.org"}}
    await api.ok("setChatMenuButton", chat_id=anna.id, menu_button=app)
    assert await api.ok("getChatMenuButton", chat_id=anna.id) == app
    assert (await api.state())["people"][0]["menu_button"] == app
    await api.ok("setChatMenuButton", chat_id=anna.id)
    assert await api.ok("getChatMenuButton", chat_id=anna.id) == {"type": "commands"}
    assert await api.ok("getChatMenuButton") == {"type": "commands"}


async def test_the_menu_button_of_everybody_without_one(api: Api, anna: Someone, telegram: Telegram) -> None:
    own, usual = ({"type": "web_app", "text": text, "web_app": {"url": "https://e.org"}} for text in ("Own", "Usual"))
    await api.ok("setChatMenuButton", chat_id=anna.id, menu_button=own)
    await api.ok("setChatMenuButton", menu_button=usual)
    telegram.person("Tom")
    assert [each["menu_button"] for each in (await api.state())["people"]] == [own, usual]
    assert await api.ok("getChatMenuButton") == usual
    await api.ok("setChatMenuButton", chat_id=anna.id, menu_button={"type": "default"})
    assert await api.ok("getChatMenuButton", chat_id=anna.id) == usual


@pytest.mark.parametrize(
    ("thing", "field", "longest"),
    [("Name", "name", 64), ("Description", "description", 512), ("ShortDescription", "short_description", 120)],
)
async def test_names_and_descriptions(api: Api, thing: str, field: str, longest: int) -> None:
    await api.ok(f"setMy{thing}", **{field: "Для всех"})
    await api.ok(f"setMy{thing}", **{field: "For some", "language_code": "en"})
    assert await api.ok(f"getMy{thing}", language_code="en") == {field: "For some"}
    assert await api.ok(f"getMy{thing}", language_code="de") == {field: "Для всех"}
    await api.ok(f"setMy{thing}", language_code="en")
    assert await api.ok(f"getMy{thing}", language_code="en") == {field: "Для всех"}
    assert await api.refused(f"setMy{thing}", **{field: "x" * (longest + 1)}) == "Bad Request: text is too long"


async def test_who_the_bot_is_and_whom_it_talks_to(api: Api, anna: Someone) -> None:
    assert (await api.ok("getMe"))["username"] == "otklik_demo_bot"
    assert (await api.ok("getChat", chat_id=anna.id))["first_name"] == "Анна"
    assert (await api.ok("getChatMember", chat_id=anna.id, user_id=anna.id))["status"] == "member"
    refused = await api.refused("getChatMember", chat_id=anna.id, user_id=9)
    assert refused == "Bad Request: invalid user_id specified"
    assert await api.ok("getUserProfilePhotos", user_id=anna.id) == {"total_count": 0, "photos": []}
    await anna.block()
    assert (await api.ok("getChatMember", chat_id=anna.id, user_id=1000001))["status"] == "kicked"
