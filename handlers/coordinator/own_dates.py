"""Days of one's own for a summary, an export or comments: chosen in a calendar of buttons, or written."""

from dataclasses import replace
from datetime import date
from typing import Final

from aiogram import Router
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from handlers.coordinator import comments, export, summary
from handlers.coordinator.dates_buttons import DatesAct, DatesButton, Use
from handlers.coordinator.summary_keyboard import slice_button
from handlers.prompting import asked_for
from handlers.rendering.calendars import month_screen, year_screen
from handlers.rendering.dates import period_name
from handlers.requests import Requests
from handlers.screens import Replies, Screen, own_message, toast
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from storage import prompts
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from storage.prompts import Prompt
from surveys import comment_views, own_dates, slices
from surveys.periods import Period

OWN_DATES: Final = "own_dates"


def router() -> Router:
    """Handlers of the calendar."""
    router = Router(name="own dates")
    router.callback_query.register(tap, DatesButton.filter(), is_coordinator)
    return router


def texts_router() -> Router:
    """The handler of dates that are written instead."""
    router = Router(name="written dates")
    router.message.register(take, asked_for(OWN_DATES), is_coordinator)
    return router


async def tap(
    callback: CallbackQuery,
    callback_data: DatesButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    requests: Requests,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Look through the calendar, choose a day of it, or turn away."""
    today = await unit.run(slices.today, clock())
    match callback_data.act:
        case DatesAct.CLOSED:
            return [toast(callback, t("dates.closed"))]
        case DatesAct.CANCEL:
            await unit.run(prompts.drop, person.id)
            return Screen(t("dates.cancelled")).answers(callback)
        case DatesAct.CHOOSE if first := callback_data.begins():
            period = own_dates.between(first, callback_data.on(), today)
            message = own_message(callback)
            at = message.message_id if message else None
            screen = await _chosen(callback_data, period, at, unit, person, standing, requests, clock, t)
            return screen.answers(callback) if screen else [AnswerCallbackQuery(callback_query_id=callback.id)]
    screen = await _calendar(callback_data, today, unit, person, clock, t)
    return screen.below(callback) if callback_data.act is DatesAct.OPEN else screen.answers(callback)


async def take(
    message: Message,
    unit: Unit,
    person: Person,
    standing: Standing,
    prompt: Prompt,
    requests: Requests,
    clock: Clock,
    t: Translator,
) -> Replies:
    """The first day in writing, or the whole period."""
    at = DatesButton.unpack(prompt.payload["at"])
    today = await unit.run(slices.today, clock())
    found = own_dates.written(message.text or "", at.begins(), today)
    if isinstance(found, date):
        chosen = DatesButton.unpack(at.to(DatesAct.CHOOSE, found))
        return [(await _calendar(chosen, today, unit, person, clock, t)).to(message.chat.id)]
    screen = await _chosen(at, found, None, unit, person, standing, requests, clock, t)
    return [screen.to(message.chat.id)] if screen else ()


async def _calendar(at: DatesButton, today: date, unit: Unit, person: Person, clock: Clock, t: Translator) -> Screen:
    """The next look at the calendar; from now on a text is taken for dates too."""
    shown = own_dates.checked_first(at.on(), today)
    if at.act is DatesAct.CHOOSE:
        at = at.after(shown)
    await unit.run(prompts.ask, person.id, OWN_DATES, {"at": at.to(DatesAct.MONTH, shown)}, clock())
    return (year_screen if at.act is DatesAct.YEAR else month_screen)(at, shown, today, t)


async def _chosen(
    at: DatesButton,
    period: Period,
    message_id: int | None,
    unit: Unit,
    person: Person,
    standing: Standing,
    requests: Requests,
    clock: Clock,
    t: Translator,
) -> Screen | None:
    """What the days were chosen for; None when it comes from a job, in place of the calendar."""
    await unit.run(prompts.drop, person.id)
    if at.use is Use.COMMENTS:
        asked = await unit.run(comment_views.find, at.comments, person, standing.units)
        changed = replace(asked, slice=replace(asked.slice, period=period))
        await unit.run(comment_views.change, at.comments, changed, clock())
        request = comments.page_request(at.comments, "page") | {"message": message_id}
        taken = await requests.put(unit, person, comments.KIND, request)
        return None if taken else Screen(t("jobs.wait"))
    asked_slice = await unit.run(slices.by_ids, period, at.ids, standing.units)
    if at.use is Use.EXPORT:
        return await export.slice_screen(unit, asked_slice, clock, t)
    # Before anything is promised: a foreign unit gets the answer of an unknown one.
    await unit.run(slices.place_of, asked_slice)
    button = slice_button(period, unit=at.unit, point=at.point, survey=at.survey, view=at.view)
    taken = await requests.put(unit, person, summary.JOB, {"slice": button.pack()})
    return Screen(t("dates.summary_comes", period=period_name(period, t)) if taken else t("summary.in_hand"))
