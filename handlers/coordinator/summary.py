"""/summary: what citizens said about the organisation, a unit or a service point.

Words or buttons become a slice; the summary itself is a job (bot.jobs.summaries), for it may take longer than a tap.
"""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.asker import Asker, is_asker
from handlers.coordinator.buttons import SliceButton, UnitPage, UnitsPage
from handlers.coordinator.choosing import found_screen, unit_screen, units_screen
from handlers.coordinator.summary_keyboard import slice_button
from handlers.screens import Replies, Screen, toast
from storage import jobs
from surveys import asking, choosing, periods, slices
from surveys.errors import UnknownUnit

JOB = "summary"


def router() -> Router:
    """Handlers of /summary."""
    router = Router(name="summary")
    router.message.register(ask, Command("summary"), is_asker)
    router.callback_query.register(show, SliceButton.filter(), is_asker)
    router.callback_query.register(turn_units, UnitsPage.filter(), is_asker)
    router.callback_query.register(turn_unit, UnitPage.filter(), is_asker)
    return router


async def ask(message: Message, command: CommandObject, asker: Asker) -> Replies:
    """Words lead straight to a summary, or to a choice of service points; none, to all units."""
    today = await asker.today()
    if not command.args:
        units = await asker.run(asking.units, asker.units)
        return [units_screen(units, 0, periods.month_of(today), asker.t).to(message.chat.id)]
    understood = await asker.run(asking.understand, command.args, today, asker.units)
    if understood.choices:
        return [found_screen(understood.choices, understood.slice.period, asker.t).to(message.chat.id)]
    unit_id, point, survey = await asker.run(slices.ids_of, understood.slice)
    asked = slice_button(understood.slice.period, unit=unit_id, point=point, survey=survey)
    payload = {"slice": asked.pack()}
    if await asker.put(JOB, payload) or await asker.run(jobs.is_waiting, asker.person.id, JOB, payload):
        return ()
    return [Screen(asker.t("summary.in_hand")).to(message.chat.id)]


async def show(callback: CallbackQuery, callback_data: SliceButton, asker: Asker) -> Replies:
    """The summary that a button carries; who may see what is decided when it is drawn."""
    callback_data.period()
    taken = await asker.put(JOB, {"slice": callback_data.pack()})
    return [toast(callback, asker.t("summary.coming" if taken else "summary.in_hand"))]


async def turn_units(callback: CallbackQuery, callback_data: UnitsPage, asker: Asker) -> Replies:
    """Another page of units."""
    units = await asker.run(asking.units, asker.units)
    month = periods.month_of(await asker.today())
    return units_screen(units, callback_data.page, month, asker.t).answers(callback)


async def turn_unit(callback: CallbackQuery, callback_data: UnitPage, asker: Asker) -> Replies:
    """The service points of a unit."""
    if not asker.standing.may_see(callback_data.unit):
        raise UnknownUnit
    points = await asker.run(choosing.touchpoints, callback_data.unit)
    month = periods.month_of(await asker.today())
    return unit_screen(points, callback_data, month, asker.t).answers(callback)


async def put(asker: Asker, asked: SliceButton) -> bool:
    """Ask for a summary; False when it is in hand. Raises at once what slices.place_of does, before it is promised."""
    ids = asked.unit, asked.point, asked.survey
    await asker.run(slices.place_of, await asker.run(slices.by_ids, asked.period(), ids, asker.units))
    return await asker.put(JOB, {"slice": asked.pack()})
