"""The last resort: commands nobody knows or nobody may call, buttons of another time."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import is_command
from handlers.screens import Replies, Screen, toast
from handlers.texts import Translator


def router() -> Router:
    """Handlers of what no other router took."""
    router = Router(name="unknown")
    router.message.register(unknown_command, is_command)
    router.callback_query.register(unknown_button)
    return router


async def unknown_command(message: Message, t: Translator) -> Replies:
    """The same answer whether the command does not exist or is not this person's."""
    return [Screen(t("unknown.command")).to(message.chat.id)]


async def unknown_button(callback: CallbackQuery, t: Translator) -> Replies:
    """A forged button, or one of a release long gone."""
    return [toast(callback, t("unknown.button"), alert=True)]
