"""/summary: what citizens said about a service point."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.buttons import Purpose, SummaryButton
from handlers.citizen.choosing import found_screen, units_screen
from handlers.rendering.summaries import summary_screen
from handlers.screens import Replies, Screen
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from storage.database import Unit
from surveys import choosing, summary
from surveys.errors import UnknownTouchpoint
from surveys.versions import Versions


def router() -> Router:
    """Handlers of /summary."""
    router = Router(name="summary")
    router.message.register(ask, Command("summary"), is_coordinator)
    router.callback_query.register(show, SummaryButton.filter(), is_coordinator)
    return router


async def ask(
    message: Message,
    command: CommandObject,
    unit: Unit,
    standing: Standing,
    versions: Versions,
    t: Translator,
) -> Replies:
    """A part of a name leads straight to a summary or to a choice; nothing, to all units."""
    if not command.args:
        units = [each for each in await unit.run(choosing.units, internal=True) if standing.may_see(each.id)]
        return [units_screen(units, Purpose.SUMMARY, 0, t).to(message.chat.id)]
    matching = await unit.run(choosing.search, command.args, internal=True)
    found = [each for each in matching if standing.may_see(each.unit_id)]
    if len(found) != 1:
        return [found_screen(found, Purpose.SUMMARY, t).to(message.chat.id)]
    return [(await _screen(unit, versions, standing, found[0].code, t)).to(message.chat.id)]


async def show(
    callback: CallbackQuery,
    callback_data: SummaryButton,
    unit: Unit,
    standing: Standing,
    versions: Versions,
    t: Translator,
) -> Replies:
    """The summary of the chosen service point."""
    return (await _screen(unit, versions, standing, callback_data.code, t)).answers(callback)


async def _screen(unit: Unit, versions: Versions, standing: Standing, code: str, t: Translator) -> Screen:
    found = await unit.run(summary.touchpoint_summary, versions, code)
    if not standing.may_see(found.touchpoint.unit_id):
        # The same answer as for a code that does not exist.
        raise UnknownTouchpoint
    return summary_screen(found, t)
