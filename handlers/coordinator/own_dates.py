"""Days of one's own for a summary, an export or comments: chosen in a calendar of buttons, or written."""

from dataclasses import replace
from datetime import date
from typing import Final

from aiogram import Router
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from handlers.coordinator import comments, export, summary
from handlers.coordinator.asker import Asker, is_asker
from handlers.coordinator.dates_buttons import DatesAct, DatesButton, Use
from handlers.coordinator.summary_keyboard import slice_button
from handlers.prompting import asked_for
from handlers.rendering.calendars import month_screen, year_screen
from handlers.rendering.dates import period_name
from handlers.screens import Replies, Screen, own_message, toast
from storage import prompts
from storage.prompts import Prompt
from surveys import comment_views, own_dates, slices
from surveys.periods import Period

OWN_DATES: Final = "own_dates"


def router() -> Router:
    """Handlers of the calendar."""
    router = Router(name="own dates")
    router.callback_query.register(tap, DatesButton.filter(), is_asker)
    return router


def texts_router() -> Router:
    """The handler of dates that are written instead."""
    router = Router(name="written dates")
    router.message.register(take, asked_for(OWN_DATES), is_asker)
    return router


async def tap(callback: CallbackQuery, callback_data: DatesButton, asker: Asker) -> Replies:
    """Look through the calendar, choose a day of it, or turn away."""
    today = await asker.today()
    match callback_data.act:
        case DatesAct.CLOSED:
            return [toast(callback, asker.t("dates.closed"))]
        case DatesAct.CANCEL:
            await asker.run(prompts.drop, asker.person.id)
            return Screen(asker.t("dates.cancelled")).answers(callback)
        case DatesAct.CHOOSE if first := callback_data.begins():
            period = own_dates.between(first, callback_data.on(), today)
            message = own_message(callback)
            at = message.message_id if message else None
            screen = await _chosen(callback_data, period, at, asker)
            return screen.answers(callback) if screen else [AnswerCallbackQuery(callback_query_id=callback.id)]
    screen = await _calendar(callback_data, today, asker)
    return screen.below(callback) if callback_data.act is DatesAct.OPEN else screen.answers(callback)


async def take(message: Message, prompt: Prompt, asker: Asker) -> Replies:
    """The first day in writing, or the whole period."""
    at = DatesButton.unpack(prompt.payload["at"])
    today = await asker.today()
    found = own_dates.written(message.text or "", at.begins(), today)
    if isinstance(found, date):
        chosen = DatesButton.unpack(at.to(DatesAct.CHOOSE, found))
        return [(await _calendar(chosen, today, asker)).to(message.chat.id)]
    screen = await _chosen(at, found, None, asker)
    return [screen.to(message.chat.id)] if screen else ()


async def _calendar(at: DatesButton, today: date, asker: Asker) -> Screen:
    """The next look at the calendar; from now on a text is taken for dates too."""
    shown = own_dates.checked_first(at.on(), today)
    if at.act is DatesAct.CHOOSE:
        at = at.after(shown)
    await asker.run(prompts.ask, asker.person.id, OWN_DATES, {"at": at.to(DatesAct.MONTH, shown)}, asker.clock())
    return (year_screen if at.act is DatesAct.YEAR else month_screen)(at, shown, today, asker.t)


async def _chosen(at: DatesButton, period: Period, message_id: int | None, asker: Asker) -> Screen | None:
    """What the days were chosen for; None when it comes from a job, in place of the calendar."""
    await asker.run(prompts.drop, asker.person.id)
    match at.use:
        case Use.COMMENTS:
            asked = await asker.run(comment_views.find, at.comments, asker.person, asker.units)
            changed = replace(asked, slice=replace(asked.slice, period=period))
            return await comments.look_at(asker, at.comments, changed, message_id)
        case Use.EXPORT:
            return await export.slice_screen(asker, await asker.run(slices.by_ids, period, at.ids, asker.units))
        case Use.SUMMARY:
            button = slice_button(period, unit=at.unit, point=at.point, survey=at.survey, view=at.view)
            taken = await summary.put(asker, button)
            days = period_name(period, asker.t)
            return Screen(asker.t("dates.summary_comes", period=days) if taken else asker.t("summary.in_hand"))
