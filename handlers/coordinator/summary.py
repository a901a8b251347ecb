"""/summary: what citizens said about the organisation, a unit or a service point.

Words or buttons become a slice; the summary itself is a job (bot.jobs.summaries), for it may take longer than a tap.
"""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.buttons import SliceButton, UnitPage, UnitsPage
from handlers.coordinator.choosing import found_screen, unit_screen, units_screen
from handlers.coordinator.summary_keyboard import slice_button
from handlers.requests import Requests
from handlers.screens import Replies, Screen, toast
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from storage import jobs
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys import asking, choosing, periods, slices
from surveys.errors import UnknownUnit

JOB = "summary"


def router() -> Router:
    """Handlers of /summary."""
    router = Router(name="summary")
    router.message.register(ask, Command("summary"), is_coordinator)
    router.callback_query.register(show, SliceButton.filter(), is_coordinator)
    router.callback_query.register(turn_units, UnitsPage.filter(), is_coordinator)
    router.callback_query.register(turn_unit, UnitPage.filter(), is_coordinator)
    return router


async def ask(
    message: Message,
    command: CommandObject,
    unit: Unit,
    person: Person,
    standing: Standing,
    requests: Requests,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Words lead straight to a summary, or to a choice of service points; none, to all units."""
    today = await unit.run(slices.today, clock())
    if not command.args:
        units = await unit.run(asking.units, standing.units)
        return [units_screen(units, 0, periods.month_of(today), t).to(message.chat.id)]
    understood = await unit.run(asking.understand, command.args, today, standing.units)
    if understood.choices:
        return [found_screen(understood.choices, understood.slice.period, t).to(message.chat.id)]
    unit_id, point, survey = await unit.run(slices.ids_of, understood.slice)
    asked = slice_button(understood.slice.period, unit=unit_id, point=point, survey=survey)
    payload = {"slice": asked.pack()}
    if await requests.put(unit, person, JOB, payload) or await unit.run(jobs.is_waiting, person.id, JOB, payload):
        return ()
    return [Screen(t("summary.in_hand")).to(message.chat.id)]


async def show(
    callback: CallbackQuery, callback_data: SliceButton, unit: Unit, person: Person, requests: Requests, t: Translator
) -> Replies:
    """The summary that a button carries; who may see what is decided when it is drawn."""
    callback_data.period()
    taken = await requests.put(unit, person, JOB, {"slice": callback_data.pack()})
    return [toast(callback, t("summary.coming" if taken else "summary.in_hand"))]


async def turn_units(
    callback: CallbackQuery, callback_data: UnitsPage, unit: Unit, standing: Standing, clock: Clock, t: Translator
) -> Replies:
    """Another page of units."""
    units = await unit.run(asking.units, standing.units)
    month = periods.month_of(await unit.run(slices.today, clock()))
    return units_screen(units, callback_data.page, month, t).answers(callback)


async def turn_unit(
    callback: CallbackQuery, callback_data: UnitPage, unit: Unit, standing: Standing, clock: Clock, t: Translator
) -> Replies:
    """The service points of a unit."""
    if not standing.may_see(callback_data.unit):
        raise UnknownUnit
    points = await unit.run(choosing.touchpoints, callback_data.unit)
    month = periods.month_of(await unit.run(slices.today, clock()))
    return unit_screen(points, callback_data, month, t).answers(callback)
