"""/comments: what people wrote. The screens are jobs, since a search may read thousands of comments."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.comment_buttons import (
    Aspect,
    CommentButton,
    CommentFilterButton,
    CommentMenuButton,
    CommentsButton,
    CommentsOfButton,
    HidingAct,
    HidingButton,
    period_of,
)
from handlers.requests import Requests
from handlers.screens import Replies, Screen, own_message, toast
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from storage import audit
from storage.clock import Clock
from storage.comments import Reason
from storage.database import Unit
from storage.people import Person
from surveys import comment_views, comments, slices
from surveys.comments import Asked
from surveys.errors import CommentsNotShown

KIND: Final = "comments"
REASONS: Final[Mapping[HidingAct, Reason]] = {
    HidingAct.PERSONAL: "personal",
    HidingAct.INSULT: "insult",
    HidingAct.UNRELATED: "unrelated",
    HidingAct.OTHER: "other",
}


def router() -> Router:
    """Handlers of /comments."""
    router = Router(name="comments of coordinators")
    router.message.register(ask, Command("comments"), is_coordinator)
    router.callback_query.register(ask_of_summary, CommentsOfButton.filter(), is_coordinator)
    router.callback_query.register(turn, CommentsButton.filter(), is_coordinator)
    router.callback_query.register(open_menu, CommentMenuButton.filter(), is_coordinator)
    router.callback_query.register(narrow, CommentFilterButton.filter(), is_coordinator)
    router.callback_query.register(open_one, CommentButton.filter(), is_coordinator)
    router.callback_query.register(hide_or_show, HidingButton.filter(), is_coordinator)
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
    """Comments of a slice that words name; words that name nothing are looked for in the comments."""
    asked = await unit.run(comment_views.of_words, command.args or "", clock(), standing.units)
    view = await unit.run(comment_views.add, person, asked, clock())
    taken = await requests.put(unit, person, KIND, page_request(view, "page"))
    return [] if taken else [Screen(t("jobs.wait")).to(message.chat.id)]


async def ask_of_summary(
    callback: CallbackQuery,
    callback_data: CommentsOfButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    requests: Requests,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Comments of the slice that a summary shows, in a message of their own."""
    ids = callback_data.unit, callback_data.point, callback_data.survey
    asked = Asked(await unit.run(slices.by_ids, callback_data.period(), ids, standing.units))
    view = await unit.run(comment_views.add, person, asked, clock())
    if not await requests.put(unit, person, KIND, page_request(view, "page")):
        return [toast(callback, t("jobs.wait"))]
    return [AnswerCallbackQuery(callback_query_id=callback.id)]


async def turn(
    callback: CallbackQuery,
    callback_data: CommentsButton,
    unit: Unit,
    person: Person,
    requests: Requests,
    t: Translator,
) -> Replies:
    """A page of comments."""
    request = page_request(callback_data.view, "page", page=callback_data.page)
    return await _again(callback, unit, person, requests, request, t)


async def open_menu(
    callback: CallbackQuery,
    callback_data: CommentMenuButton,
    unit: Unit,
    person: Person,
    requests: Requests,
    t: Translator,
) -> Replies:
    """What the comments may be narrowed to."""
    name = callback_data.menu.name.lower()
    request = page_request(callback_data.view, name, page=callback_data.page)
    return await _again(callback, unit, person, requests, request, t)


async def narrow(
    callback: CallbackQuery,
    callback_data: CommentFilterButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    requests: Requests,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Set or take away a filter and begin at the first page."""
    asked = await unit.run(comment_views.find, callback_data.view, person, standing.units)
    changed = _with(asked, callback_data.aspect, callback_data.value or None)
    await unit.run(comment_views.change, callback_data.view, changed, clock())
    request = page_request(callback_data.view, "page")
    return await _again(callback, unit, person, requests, request, t)


async def open_one(
    callback: CallbackQuery,
    callback_data: CommentButton,
    unit: Unit,
    person: Person,
    requests: Requests,
    t: Translator,
) -> Replies:
    """One comment, whole, and what can be done about it."""
    request = page_request(callback_data.view, "one", page=callback_data.page)
    request |= {"response": callback_data.response, "question": callback_data.question}
    return await _again(callback, unit, person, requests, request, t)


async def hide_or_show(
    callback: CallbackQuery,
    callback_data: HidingButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    requests: Requests,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Hide a comment from others, with the reason; or show it again."""
    asked = await unit.run(comment_views.find, callback_data.view, person, standing.units)
    where = asked.slice, callback_data.response, callback_data.question
    if callback_data.act is HidingAct.SHOW:
        await unit.run(comments.show_again, *where, person, clock(), anyones=standing.is_administrator)
        await unit.run(audit.record, person, standing.role, "comment_shown", clock())
    else:
        await unit.run(comments.hide, *where, REASONS[callback_data.act], person, clock())
        await unit.run(audit.record, person, standing.role, "comment_hidden", clock())
    request = page_request(callback_data.view, "page")
    return await _again(callback, unit, person, requests, request, t)


def page_request(view: int, what: str, page: int = 0) -> dict[str, Any]:
    return {"view": view, "what": what, "page": page}


async def _again(
    callback: CallbackQuery, unit: Unit, person: Person, requests: Requests, request: dict[str, Any], t: Translator
) -> Replies:
    """Ask for another screen in place of the tapped one."""
    message = own_message(callback)
    request["message"] = message.message_id if message else None
    if not await requests.put(unit, person, KIND, request):
        return [toast(callback, t("jobs.wait"))]
    return [AnswerCallbackQuery(callback_query_id=callback.id)]


def _with(asked: Asked, aspect: Aspect, value: str | None) -> Asked:
    match aspect:
        case Aspect.VERDICT:
            if value not in (None, *comments.VERDICTS):
                raise CommentsNotShown
            return replace(asked, verdict=value)
        case Aspect.DRIVER:
            return replace(asked, driver=value)
        case Aspect.POINT:
            return replace(asked, slice=replace(asked.slice, touchpoint=value))
        case Aspect.SEARCH:
            return replace(asked, search=value)
        case Aspect.PERIOD:
            return replace(asked, slice=replace(asked.slice, period=period_of(value)))
        case _:
            return replace(asked, hidden=value is not None)
