"""What the bot says of itself: commands by scope and language, the menu button, names, descriptions.

https://core.telegram.org/bots/api#setmycommands
"""

import re
from collections.abc import Sequence
from typing import Any

from aiogram.methods import (
    DeleteMyCommands,
    GetChatMenuButton,
    GetMe,
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)
from aiogram.types import BotCommandScopeChat, BotCommandScopeUnion

from bot.sandbox import limits
from bot.sandbox.chats import COMMANDS_BUTTON
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.checking import plain
from bot.sandbox.methods.reaching import chat_of
from bot.sandbox.objects import bot_user
from bot.sandbox.world import World

# ISO 639-1
_LANGUAGE = re.compile(r"[a-z]{2}")
_COMMAND = re.compile(rf"[a-z0-9_]{{1,{limits.LONGEST_COMMAND}}}")


async def get_me(world: World, _: GetMe) -> Any:  # noqa: ANN401 - JSON
    abilities = {"can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": True}
    return {**bot_user(world), **abilities, "can_connect_to_business": False, "has_main_web_app": False}


async def set_my_commands(world: World, given: SetMyCommands) -> bool:
    if len(given.commands) > limits.MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for each in given.commands:
        if _COMMAND.fullmatch(each.command.removeprefix("/")) is None:
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(each.description.strip()) <= limits.LONGEST_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    commands = [{"command": each.command.removeprefix("/"), "description": each.description} for each in given.commands]
    world.commands[_scope(world, given.scope, given.language_code)] = commands
    world.changed()
    return True


async def get_my_commands(world: World, given: GetMyCommands) -> Sequence[Any]:
    return world.commands.get(_scope(world, given.scope, given.language_code), [])


async def delete_my_commands(world: World, given: DeleteMyCommands) -> bool:
    world.commands.pop(_scope(world, given.scope, given.language_code), None)
    world.changed()
    return True


async def set_chat_menu_button(world: World, given: SetChatMenuButton) -> bool:
    button = plain(given.menu_button) if given.menu_button is not None else None
    button = None if button is None or button.get("type") == "default" else button
    if given.chat_id is None:
        world.menu_button = button or COMMANDS_BUTTON
    else:
        chat_of(world, given.chat_id).menu_button = button
    world.changed()
    return True


async def get_chat_menu_button(world: World, given: GetChatMenuButton) -> Any:  # noqa: ANN401 - JSON
    own = None if given.chat_id is None else chat_of(world, given.chat_id).menu_button
    return own or world.menu_button


async def set_my_name(world: World, given: SetMyName) -> bool:
    return _told(world, world.profile.names, given.language_code, given.name, limits.LONGEST_NAME)


async def get_my_name(world: World, given: GetMyName) -> Any:  # noqa: ANN401 - JSON
    return {"name": _heard(world.profile.names, given.language_code)}


async def set_my_description(world: World, given: SetMyDescription) -> bool:
    return _told(world, world.profile.descriptions, given.language_code, given.description, limits.LONGEST_DESCRIPTION)


async def get_my_description(world: World, given: GetMyDescription) -> Any:  # noqa: ANN401 - JSON
    return {"description": _heard(world.profile.descriptions, given.language_code)}


async def set_my_short_description(world: World, given: SetMyShortDescription) -> bool:
    texts, text = world.profile.short_descriptions, given.short_description
    return _told(world, texts, given.language_code, text, limits.LONGEST_SHORT_DESCRIPTION)


async def get_my_short_description(world: World, given: GetMyShortDescription) -> Any:  # noqa: ANN401 - JSON
    return {"short_description": _heard(world.profile.short_descriptions, given.language_code)}


def _told(world: World, texts: dict[str, str], language: str | None, text: str | None, longest: int) -> bool:
    key = _language(language)
    if len(text or "") > longest:
        raise bad_request("text is too long")
    if text:
        texts[key] = text
    else:
        texts.pop(key, None)
    world.changed()
    return True


def _heard(texts: dict[str, str], language: str | None) -> str:
    return texts.get(_language(language)) or texts.get("", "")


def _scope(world: World, scope: BotCommandScopeUnion | None, language: str | None) -> str:
    name = "default" if scope is None else str(scope.type)
    if isinstance(scope, BotCommandScopeChat):
        name = f"chat:{chat_of(world, scope.chat_id).id}"
    return f"{name}/{_language(language)}"


def _language(code: str | None) -> str:
    """The key of a language; the empty one is for everyone else."""
    if code and _LANGUAGE.fullmatch(code) is None:
        raise bad_request("invalid language code specified")
    return code or ""
