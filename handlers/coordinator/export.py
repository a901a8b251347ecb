"""/export: choose what and in which format; the file is made by a job in a process of its own."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.export_buttons import ExportAct, ExportButton, ExportPlaces
from handlers.rendering.exports import export_screen, export_unit_screen, export_units_screen, found_screen
from handlers.requests import Requests
from handlers.screens import Replies, Screen, toast
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from storage import audit
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys import asking, choosing, periods, slices
from surveys.errors import UnknownUnit
from surveys.slices import Slice

KIND = "export"


def router() -> Router:
    """Handlers of /export."""
    router = Router(name="export")
    router.message.register(ask, Command("export"), is_coordinator)
    router.callback_query.register(act, ExportButton.filter(), is_coordinator)
    router.callback_query.register(turn, ExportPlaces.filter(), is_coordinator)
    return router


async def ask(
    message: Message, command: CommandObject, unit: Unit, standing: Standing, clock: Clock, t: Translator
) -> Replies:
    """What the words name; without words, the month of all that the person may see."""
    today = await unit.run(slices.today, clock())
    understood = await unit.run(asking.understand, command.args or "", today, standing.units)
    if understood.choices:
        return [found_screen(understood.choices, understood.slice.period, t).to(message.chat.id)]
    return [(await slice_screen(unit, understood.slice, clock, t)).to(message.chat.id)]


async def act(
    callback: CallbackQuery,
    callback_data: ExportButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    requests: Requests,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Show what a slice holds, or ask for a file of it."""
    period = callback_data.period()
    asked = await unit.run(slices.by_ids, period, callback_data.ids, standing.units)
    if callback_data.act is ExportAct.SHOW:
        return (await slice_screen(unit, asked, clock, t)).answers(callback)
    # Before anything is promised: a foreign unit gets the answer of an unknown one.
    await unit.run(slices.place_of, asked)
    taken = await requests.put(unit, person, KIND, {"slice": callback_data.pack()})
    if taken:
        subject = {"period": f"{period.first}–{period.last}"}
        await unit.run(audit.record, person, standing.role, "export_requested", clock(), subject)
    return [toast(callback, t("export.coming" if taken else "jobs.wait"))]


async def turn(
    callback: CallbackQuery, callback_data: ExportPlaces, unit: Unit, standing: Standing, clock: Clock, t: Translator
) -> Replies:
    """Another place: a page of units, or of one unit's service points."""
    month = periods.month_of(await unit.run(slices.today, clock()))
    if not callback_data.unit:
        units = await unit.run(asking.units, standing.units)
        return export_units_screen(units, callback_data, month, t).answers(callback)
    if not standing.may_see(callback_data.unit):
        raise UnknownUnit
    points = await unit.run(choosing.touchpoints, callback_data.unit)
    return export_unit_screen(points, callback_data, month, t).answers(callback)


async def slice_screen(unit: Unit, asked: Slice, clock: Clock, t: Translator) -> Screen:
    """What a file of a slice would hold. Raises what slices.place_of raises."""
    place = await unit.run(slices.place_of, asked)
    ids = await unit.run(slices.ids_of, asked)
    surveys = await unit.run(slices.surveys_of, asked)
    today = await unit.run(slices.today, clock())
    return export_screen(asked, place, ids, surveys, today, t)
