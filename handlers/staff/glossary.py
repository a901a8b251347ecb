"""/glossary and /tools: look a word up by any of its names, turn the pages of all lessons, keep bookmarks."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.rendering.lessons import opened_screen
from handlers.rendering.tools import found_screen, tools_screen
from handlers.screens import Replies, Screen
from handlers.staff.buttons import SearchButton, ToolsButton
from handlers.standing import is_staff
from handlers.texts import Translator
from lessons import expecting, practising, studying
from lessons.definition import Lesson
from lessons.school import School
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person


def router() -> Router:
    """Handlers of the glossary."""
    router = Router(name="glossary")
    router.message.register(glossary, Command("glossary"), is_staff)
    router.message.register(tools, Command("tools"), is_staff)
    router.callback_query.register(turn, ToolsButton.filter(), is_staff)
    router.callback_query.register(ask_word, SearchButton.filter(), is_staff)
    return router


async def glossary(
    message: Message,
    command: CommandObject,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    rich_messages: bool,
    t: Translator,
) -> Replies:
    """With a word, its card; without one, take the next text for it."""
    if command.args:
        found = await look_up(command.args, unit, person, school, clock, t, is_rich=rich_messages)
        return [found.to(message.chat.id)]
    await unit.run(expecting.expect, person, expecting.SEARCH, clock())
    return [Screen(t("glossary.write_word")).to(message.chat.id)]


async def tools(message: Message, unit: Unit, person: Person, school: School, t: Translator) -> Replies:
    """All lessons, a page at a time."""
    return [(await _page(unit, person, school, 0, t, marked=False)).to(message.chat.id)]


async def turn(
    callback: CallbackQuery, callback_data: ToolsButton, unit: Unit, person: Person, school: School, t: Translator
) -> Replies:
    """Another page, or the bookmarked ones."""
    page, marked = callback_data.page, callback_data.marked
    return (await _page(unit, person, school, page, t, marked=marked)).answers(callback)


async def ask_word(callback: CallbackQuery, unit: Unit, person: Person, clock: Clock, t: Translator) -> Replies:
    """Take the next text for a word to look up."""
    await unit.run(expecting.expect, person, expecting.SEARCH, clock())
    return Screen(t("glossary.write_word")).below(callback)


async def look_up(
    query: str, unit: Unit, person: Person, school: School, clock: Clock, t: Translator, *, is_rich: bool
) -> Screen:
    """The card of the best find, with buttons to the others."""
    found = school.find(query, t.language)
    if not found:
        return Screen(t("glossary.nothing"))
    opened = await unit.run(studying.open_lesson, school, person, found[0].code, clock())
    return found_screen(opened_screen(opened, t, is_rich=is_rich), found[1:], t)


async def _page(unit: Unit, person: Person, school: School, page: int, t: Translator, *, marked: bool) -> Screen:
    shelf = await unit.run(practising.shelf, person)
    lessons: Sequence[Lesson] = list(school.catalog.lessons.values())
    if marked:
        lessons = [each for each in lessons if each.code in shelf.bookmarked]
    return tools_screen(lessons, shelf, page, t, marked=marked)
