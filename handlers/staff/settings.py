"""/settings: hour, zone, days, pause, vacation, questions from memory, name, language, leave."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.common.language import languages_screen
from handlers.menus import menu_of
from handlers.rendering.settings import days_screen, hours_screen, leave_screen, settings_screen, zones_screen
from handlers.screens import Replies, Screen
from handlers.staff.buttons import BELOW, SettingsAct, SettingsButton
from handlers.staff.zones import offered
from handlers.standing import is_staff, standing_of
from handlers.texts import Translator, Translators
from lessons import enrolling, expecting, preferences
from lessons.errors import UnknownZone
from lessons.overview import overview_of
from lessons.school import School, enrolled
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person

# What is asked for as a text, with the id of the question.
ASKED = {
    SettingsAct.OTHER_ZONE: (expecting.ZONE, "settings.write_zone"),
    SettingsAct.PAUSE_UNTIL: (expecting.PAUSE, "settings.write_pause"),
    SettingsAct.VACATION: (expecting.VACATION, "settings.write_vacation"),
    SettingsAct.NAME: (expecting.NAME, "join.write_name"),
}
# What a card offers to somebody who seems not to read.
OFFERED_BELOW = frozenset((SettingsAct.GO_ON, SettingsAct.HOURS, SettingsAct.PAUSE))


def router() -> Router:
    """Handlers of /settings."""
    router = Router(name="settings")
    router.message.register(settings, Command("settings"), is_staff)
    router.callback_query.register(act, SettingsButton.filter(), is_staff)
    return router


async def settings(
    message: Message, unit: Unit, person: Person, school: School, clock: Clock, t: Translator
) -> Replies:
    """What is set."""
    return [(await shown(unit, person, school, clock, t)).to(message.chat.id)]


async def act(
    callback: CallbackQuery,
    callback_data: SettingsButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    administrators: frozenset[int],
    translators: Translators,
    t: Translator,
) -> Replies:
    """A tap: another screen, or a change and what is set now."""
    if callback_data.act is SettingsAct.LEAVE_SURELY:
        await unit.run(enrolling.leave, person)
        menu = menu_of(person.chat_id, await standing_of(unit, person, administrators), t)
        return [*Screen(t("settings.left")).answers(callback), menu]
    screen = await _asked(callback_data.act, unit, person, clock, translators, t)
    if screen is None:
        note = await _changed(callback_data, unit, person, school, clock, t)
        screen = note if isinstance(note, Screen) else await shown(unit, person, school, clock, t)
    is_below_card = callback_data.act in OFFERED_BELOW and callback_data.value == BELOW
    return screen.below(callback) if is_below_card else screen.answers(callback)


async def shown(unit: Unit, person: Person, school: School, clock: Clock, t: Translator, note: str = "") -> Screen:
    """What is set now, below a note."""
    return settings_screen(await unit.run(overview_of, school, person, clock()), t, note)


async def _asked(
    act: SettingsAct, unit: Unit, person: Person, clock: Clock, translators: Translators, t: Translator
) -> Screen | None:
    """A screen that asks; None for a tap that changes something."""
    if act in ASKED:
        what, question = ASKED[act]
        await unit.run(enrolled, person)
        await unit.run(expecting.expect, person, what, clock())
        return Screen(t(question))
    await unit.run(expecting.expect_nothing, person)
    if act is SettingsAct.DAYS:
        return days_screen((await unit.run(enrolled, person)).days_off, t)
    screens = {
        SettingsAct.HOURS: hours_screen(t),
        SettingsAct.ZONES: zones_screen(t),
        SettingsAct.LEAVE: leave_screen(t),
        SettingsAct.LANGUAGE: languages_screen(t, translators),
    }
    return screens.get(act)


async def _changed(
    button: SettingsButton, unit: Unit, person: Person, school: School, clock: Clock, t: Translator
) -> Screen | None:
    """Carry the change out; a screen where there may be more to change."""
    match button.act:
        case SettingsAct.HOUR:
            await unit.run(preferences.set_hour, school, person, button.value, clock())
        case SettingsAct.ZONE:
            zone = offered(button.value)
            if zone is None:
                raise UnknownZone
            await unit.run(preferences.set_zone, school, person, zone, clock())
        case SettingsAct.DAY:
            changed = await unit.run(preferences.switch_day, school, person, button.value, clock())
            return days_screen(changed.days_off, t)
        case SettingsAct.PAUSE:
            await unit.run(preferences.pause, person, clock())
        case SettingsAct.GO_ON:
            await unit.run(preferences.resume, school, person, clock())
        case SettingsAct.RECALL:
            await unit.run(preferences.set_recall, school, person, bool(button.value), clock())
    return None
