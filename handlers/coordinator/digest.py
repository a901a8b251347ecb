"""/digest: a summary that comes by itself, and alerts."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.digest_buttons import DigestAlertsButton, DigestButton, DigestHourButton
from handlers.rendering.digests import hours_screen, wish_screen
from handlers.screens import Replies
from handlers.standing import is_coordinator
from handlers.texts import Translator
from storage import organisation
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys import digests


def router() -> Router:
    """Handlers of /digest."""
    router = Router(name="digest")
    router.message.register(show, Command("digest"), is_coordinator)
    router.callback_query.register(set_frequency, DigestButton.filter(), is_coordinator)
    router.callback_query.register(set_hour, DigestHourButton.filter(), is_coordinator)
    router.callback_query.register(set_alerts, DigestAlertsButton.filter(), is_coordinator)
    return router


async def show(message: Message, unit: Unit, person: Person, clock: Clock, t: Translator) -> Replies:
    """What the person gets now."""
    wish = await unit.run(digests.wish_of, person.id, clock())
    zone = await unit.run(organisation.zone)
    return [wish_screen(wish, zone.key, t).to(message.chat.id)]


async def set_frequency(
    callback: CallbackQuery, callback_data: DigestButton, unit: Unit, person: Person, clock: Clock, t: Translator
) -> Replies:
    """How often."""
    wish = await unit.run(digests.change, person.id, clock(), {"frequency": callback_data.frequency})
    zone = await unit.run(organisation.zone)
    return wish_screen(wish, zone.key, t).answers(callback)


async def set_hour(
    callback: CallbackQuery, callback_data: DigestHourButton, unit: Unit, person: Person, clock: Clock, t: Translator
) -> Replies:
    """At which hour, or the hours to choose from."""
    zone = await unit.run(organisation.zone)
    if callback_data.hour is None:
        return hours_screen(zone.key, t).answers(callback)
    wish = await unit.run(digests.change, person.id, clock(), {"hour": callback_data.hour})
    return wish_screen(wish, zone.key, t).answers(callback)


async def set_alerts(
    callback: CallbackQuery, callback_data: DigestAlertsButton, unit: Unit, person: Person, clock: Clock, t: Translator
) -> Replies:
    """Whether to tell of weeks that are out of the ordinary."""
    wish = await unit.run(digests.change, person.id, clock(), {"alerts": callback_data.on})
    zone = await unit.run(organisation.zone)
    return wish_screen(wish, zone.key, t).answers(callback)
