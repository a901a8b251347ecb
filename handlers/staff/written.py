"""A text that was asked for: a name, a zone, days of absence, a word to look up, a line about practice."""

from aiogram import Router
from aiogram.types import Message

from handlers.filters import is_text
from handlers.rendering.choices import likely_zone_screen
from handlers.rendering.joining import name_screen
from handlers.screens import Replies, Screen
from handlers.staff import joining, settings
from handlers.staff.glossary import look_up
from handlers.texts import Translator
from lessons import enrolling, expecting, practising, preferences
from lessons.school import School
from lessons.zones import checked_zone, likely_zone
from storage import enrollments
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person


def router() -> Router:
    """Takes a text only from somebody who was asked for one."""
    router = Router(name="written")
    router.message.register(take, is_text, is_expected)
    return router


async def is_expected(message: Message, unit: Unit, clock: Clock) -> bool | dict[str, str]:
    """A filter that gives the handler what was asked for."""
    expected = await unit.run(enrollments.expecting, message.chat.id, clock())
    return {"expected": expected} if expected else False


async def take(
    message: Message,
    expected: str,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    rich_messages: bool,
    t: Translator,
) -> Replies:
    """Use the text; one that does not fit is refused or asked about, and the next is taken instead."""
    if expected == expecting.ZONE and (likely := likely_zone(message.text or "")):
        return [likely_zone_screen(likely, clock(), t).to(person.chat_id)]
    replies = await _used(message.text or "", expected, unit, person, school, clock, t, is_rich=rich_messages)
    await unit.run(expecting.expect_nothing, person)
    return replies


async def _used(
    text: str,
    expected: str,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    t: Translator,
    *,
    is_rich: bool,
) -> Replies:
    if expected.startswith(expecting.LINE):
        code = expected.removeprefix(expecting.LINE)
        await unit.run(practising.add_line, school, person, code, text, clock())
        return [Screen(t("practice.line_kept")).to(person.chat_id)]
    if expected == expecting.SEARCH:
        found = await look_up(text, unit, person, school, clock, t, is_rich=is_rich)
        return [found.to(person.chat_id)]
    if await unit.run(enrolling.is_joining, person):
        return await _while_joining(text, expected, unit, person, school, clock, t, is_rich=is_rich)
    now = clock()
    match expected:
        case expecting.NAME:
            await unit.run(preferences.set_name, person, text)
        case expecting.ZONE:
            await unit.run(preferences.set_zone, school, person, text, now)
        case expecting.PAUSE | expecting.VACATION:
            today = await unit.run(preferences.today_of, person, now)
            first, last = preferences.read_absence(text, today, is_vacation=expected == expecting.VACATION)
            await unit.run(preferences.be_absent, school, person, first, last, now)
    return [(await settings.shown(unit, person, school, clock, t)).to(person.chat_id)]


async def _while_joining(
    text: str,
    expected: str,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    t: Translator,
    *,
    is_rich: bool,
) -> Replies:
    if expected == expecting.NAME:
        return [name_screen(await unit.run(enrolling.choose_name, person, text), t).to(person.chat_id)]
    await unit.run(enrolling.choose, person, zone=checked_zone(text))
    confirmed, first = await joining.begin(unit, person, school, clock, t, is_rich=is_rich)
    return [confirmed.to(person.chat_id), *first]
