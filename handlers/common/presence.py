"""Whether the bot may still write to a person: they block it, unblock it, or the account is gone."""

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated

from handlers.screens import Replies
from storage import people
from storage.database import Unit
from storage.people import Person


def router() -> Router:
    """Handlers of my_chat_member."""
    router = Router(name="presence")
    router.my_chat_member.register(note)
    return router


async def note(change: ChatMemberUpdated, unit: Unit, person: Person) -> Replies:
    """Note that the chat was closed to the bot or opened again."""
    active = change.new_chat_member.status != ChatMemberStatus.KICKED
    await unit.run(people.set_active, person.chat_id, active)
    return ()
