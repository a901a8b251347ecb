"""The zone that a text with a typing error meant, once the person says so."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.screens import Replies
from handlers.staff import joining, settings
from handlers.staff.buttons import ZoneButton
from handlers.standing import is_staff
from handlers.texts import Translator
from lessons import enrolling, expecting, preferences
from lessons.school import School
from lessons.zones import checked_zone
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person


def router() -> Router:
    """The handler of its button."""
    router = Router(name="meant_zone")
    router.callback_query.register(take, ZoneButton.filter(), is_staff)
    return router


async def take(
    callback: CallbackQuery,
    callback_data: ZoneButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    rich_messages: bool,
    t: Translator,
) -> Replies:
    """As if the person had written it rightly."""
    await unit.run(expecting.expect_nothing, person)
    if await unit.run(enrolling.is_joining, person):
        await unit.run(enrolling.choose, person, zone=checked_zone(callback_data.zone))
        confirmed, first = await joining.begin(unit, person, school, clock, t, is_rich=rich_messages)
        return [*confirmed.answers(callback), *first]
    await unit.run(preferences.set_zone, school, person, callback_data.zone, clock())
    return (await settings.shown(unit, person, school, clock, t)).answers(callback)
