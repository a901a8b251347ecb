"""/privacy, /mydata, /forget and /stop."""

from aiogram import Router
from aiogram.enums import ButtonStyle
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.buttons import ForgetButton
from handlers.menus import no_menu_of
from handlers.rendering.personal_data import personal_data, privacy_screen, receipt_screen
from handlers.screens import Replies, Screen, button
from handlers.texts import Translator
from lessons.records import course_record
from storage import organisation
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys import inviting, retention, rights


def router() -> Router:
    """Handlers of a person's rights."""
    router = Router(name="rights")
    router.message.register(privacy, Command("privacy"))
    router.message.register(my_data, Command("mydata"))
    router.message.register(ask_to_forget, Command("forget"))
    router.message.register(stop, Command("stop"))
    router.callback_query.register(forget, ForgetButton.filter())
    return router


async def privacy(message: Message, unit: Unit, t: Translator) -> Replies:
    """What is stored, for how long, and what is not, in plain words."""
    kept, cooldown = await unit.run(retention.policy), await unit.run(inviting.longest_cooldown)
    return [privacy_screen(kept, cooldown, t).to(message.chat.id)]


async def my_data(message: Message, unit: Unit, person: Person, t: Translator) -> Replies:
    """Show everything that leads to the person."""
    stored = await unit.run(rights.stored_about, person)
    return [personal_data(stored, await unit.run(course_record, person), t).to(message.chat.id)]


async def ask_to_forget(message: Message, t: Translator) -> Replies:
    """Ask before erasing."""
    row = [
        button(t("button.forget"), ForgetButton(sure=True).pack(), ButtonStyle.DANGER),
        button(t("button.keep"), ForgetButton(sure=False).pack()),
    ]
    return [Screen(t("forget.ask"), [row]).to(message.chat.id)]


async def forget(
    callback: CallbackQuery, callback_data: ForgetButton, unit: Unit, person: Person, clock: Clock, t: Translator
) -> Replies:
    """Erase and give a receipt, or keep."""
    if not callback_data.sure:
        return Screen(t("forget.kept")).answers(callback)
    zone = await unit.run(organisation.zone)
    receipt = await unit.run(rights.forget, person, clock())
    return [*receipt_screen(receipt, zone, t).answers(callback), no_menu_of(person.chat_id)]


async def stop(message: Message, unit: Unit, person: Person, clock: Clock, t: Translator) -> Replies:
    """Write nothing first any more."""
    await unit.run(rights.stop, person, clock())
    return [Screen(t("stop.done")).to(message.chat.id)]
