"""/export: choose what and in which format; the file is made by a job in a process of its own."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.asker import Asker, is_asker
from handlers.coordinator.export_buttons import ExportAct, ExportButton, ExportPlaces
from handlers.rendering.exports import export_screen, export_unit_screen, export_units_screen, found_screen
from handlers.screens import Replies, Screen, toast
from surveys import asking, choosing, periods, slices
from surveys.errors import UnknownUnit
from surveys.slices import Slice

KIND = "export"


def router() -> Router:
    """Handlers of /export."""
    router = Router(name="export")
    router.message.register(ask, Command("export"), is_asker)
    router.callback_query.register(act, ExportButton.filter(), is_asker)
    router.callback_query.register(turn, ExportPlaces.filter(), is_asker)
    return router


async def ask(message: Message, command: CommandObject, asker: Asker) -> Replies:
    """What the words name; without words, the month of all that the person may see."""
    today = await asker.today()
    understood = await asker.run(asking.understand, command.args or "", today, asker.units)
    if understood.choices:
        return [found_screen(understood.choices, understood.slice.period, asker.t).to(message.chat.id)]
    return [(await slice_screen(asker, understood.slice)).to(message.chat.id)]


async def act(callback: CallbackQuery, callback_data: ExportButton, asker: Asker) -> Replies:
    """Show what a slice holds, or ask for a file of it."""
    period = callback_data.period()
    asked = await asker.run(slices.by_ids, period, callback_data.ids, asker.units)
    if callback_data.act is ExportAct.SHOW:
        return (await slice_screen(asker, asked)).answers(callback)
    # Before anything is promised: a foreign unit gets the answer of an unknown one.
    await asker.run(slices.place_of, asked)
    taken = await asker.put(KIND, {"slice": callback_data.pack()})
    if taken:
        subject = {"period": f"{period.first}–{period.last}"}
        await asker.record("export_requested", subject)
    return [toast(callback, asker.t("export.coming" if taken else "jobs.wait"))]


async def turn(callback: CallbackQuery, callback_data: ExportPlaces, asker: Asker) -> Replies:
    """Another place: a page of units, or of one unit's service points."""
    month = periods.month_of(await asker.today())
    if not callback_data.unit:
        units = await asker.run(asking.units, asker.units)
        return export_units_screen(units, callback_data, month, asker.t).answers(callback)
    if not asker.standing.may_see(callback_data.unit):
        raise UnknownUnit
    points = await asker.run(choosing.touchpoints, callback_data.unit)
    return export_unit_screen(points, callback_data, month, asker.t).answers(callback)


async def slice_screen(asker: Asker, asked: Slice) -> Screen:
    """What a file of a slice would hold. Raises what slices.place_of raises."""
    place = await asker.run(slices.place_of, asked)
    ids = await asker.run(slices.ids_of, asked)
    surveys = await asker.run(slices.surveys_of, asked)
    today = await asker.today()
    return export_screen(asked, place, ids, surveys, today, asker.t)
