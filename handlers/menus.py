"""The command menu that Telegram shows: one for everybody, a longer one in the chats of those with a role.

The menu only shows; what a person may call is decided anew at every call (handlers.standing).
"""

from collections.abc import Sequence

from aiogram.methods import DeleteMyCommands, SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from handlers.acquaintance import LANGUAGES
from handlers.commands import ChatCommand, commands_of
from handlers.standing import Standing
from handlers.texts import Translator, Translators


def everybodys_menus(translators: Translators, default_language: str) -> list[SetMyCommands]:
    """The menu of every language, and the one without a language for all others."""
    scope = BotCommandScopeAllPrivateChats()
    commands = commands_of(Standing())
    menus = [
        SetMyCommands(commands=_named(commands, translators(language)), scope=scope, language_code=language)
        for language in LANGUAGES
    ]
    return [*menus, SetMyCommands(commands=_named(commands, translators(default_language)), scope=scope)]


def menu_of(chat_id: int, standing: Standing, t: Translator) -> SetMyCommands:
    """The menu of a person with a role."""
    return SetMyCommands(
        commands=_named(commands_of(standing), t), scope=BotCommandScopeChat(chat_id=chat_id), language_code=None
    )


def no_menu_of(chat_id: int) -> DeleteMyCommands:
    """Back to everybody's menu."""
    return DeleteMyCommands(scope=BotCommandScopeChat(chat_id=chat_id))


def _named(commands: Sequence[ChatCommand], t: Translator) -> list[BotCommand]:
    return [BotCommand(command=command.name, description=t(command.text)) for command in commands]
