"""/comments: what people wrote. The screens are jobs, since a search may read thousands of comments."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.asker import Asker, is_asker
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
from handlers.screens import Replies, Screen, own_message, toast
from storage.comments import Reason
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
    router.message.register(ask, Command("comments"), is_asker)
    router.callback_query.register(ask_of_summary, CommentsOfButton.filter(), is_asker)
    router.callback_query.register(turn, CommentsButton.filter(), is_asker)
    router.callback_query.register(open_menu, CommentMenuButton.filter(), is_asker)
    router.callback_query.register(narrow, CommentFilterButton.filter(), is_asker)
    router.callback_query.register(open_one, CommentButton.filter(), is_asker)
    router.callback_query.register(hide_or_show, HidingButton.filter(), is_asker)
    return router


async def ask(message: Message, command: CommandObject, asker: Asker) -> Replies:
    """Comments of a slice that words name; words that name nothing are looked for in the comments."""
    asked = await asker.run(comment_views.of_words, command.args or "", asker.clock(), asker.units)
    view = await asker.run(comment_views.add, asker.person, asked, asker.clock())
    taken = await asker.put(KIND, _request(view, "page"))
    return [] if taken else [Screen(asker.t("jobs.wait")).to(message.chat.id)]


async def ask_of_summary(callback: CallbackQuery, callback_data: CommentsOfButton, asker: Asker) -> Replies:
    """Comments of the slice that a summary shows, in a message of their own."""
    ids = callback_data.unit, callback_data.point, callback_data.survey
    asked = Asked(await asker.run(slices.by_ids, callback_data.period(), ids, asker.units))
    view = await asker.run(comment_views.add, asker.person, asked, asker.clock())
    if not await asker.put(KIND, _request(view, "page")):
        return [toast(callback, asker.t("jobs.wait"))]
    return [AnswerCallbackQuery(callback_query_id=callback.id)]


async def turn(callback: CallbackQuery, callback_data: CommentsButton, asker: Asker) -> Replies:
    """A page of comments."""
    request = _request(callback_data.view, "page", page=callback_data.page)
    return await _again(callback, asker, request)


async def open_menu(callback: CallbackQuery, callback_data: CommentMenuButton, asker: Asker) -> Replies:
    """What the comments may be narrowed to."""
    name = callback_data.menu.name.lower()
    request = _request(callback_data.view, name, page=callback_data.page)
    return await _again(callback, asker, request)


async def narrow(callback: CallbackQuery, callback_data: CommentFilterButton, asker: Asker) -> Replies:
    """Set or take away a filter and begin at the first page."""
    asked = await asker.run(comment_views.find, callback_data.view, asker.person, asker.units)
    changed = _with(asked, callback_data.aspect, callback_data.value or None)
    await asker.run(comment_views.change, callback_data.view, changed, asker.clock())
    request = _request(callback_data.view, "page")
    return await _again(callback, asker, request)


async def open_one(callback: CallbackQuery, callback_data: CommentButton, asker: Asker) -> Replies:
    """One comment, whole, and what can be done about it."""
    request = _request(callback_data.view, "one", page=callback_data.page)
    request |= {"response": callback_data.response, "question": callback_data.question}
    return await _again(callback, asker, request)


async def hide_or_show(callback: CallbackQuery, callback_data: HidingButton, asker: Asker) -> Replies:
    """Hide a comment from others, with the reason; or show it again."""
    asked = await asker.run(comment_views.find, callback_data.view, asker.person, asker.units)
    where = asked.slice, callback_data.response, callback_data.question
    if callback_data.act is HidingAct.SHOW:
        await asker.run(
            comments.show_again, *where, asker.person, asker.clock(), anyones=asker.standing.is_administrator
        )
        await asker.record("comment_shown")
    else:
        await asker.run(comments.hide, *where, REASONS[callback_data.act], asker.person, asker.clock())
        await asker.record("comment_hidden")
    request = _request(callback_data.view, "page")
    return await _again(callback, asker, request)


def _request(view: int, what: str, page: int = 0) -> dict[str, Any]:
    return {"view": view, "what": what, "page": page}


async def look_at(asker: Asker, view: int, asked: Asked, message_id: int | None) -> Screen | None:
    """Look at other comments in the same view, from the first page; a screen says why they do not come."""
    await asker.run(comment_views.change, view, asked, asker.clock())
    taken = await asker.put(KIND, _request(view, "page") | {"message": message_id})
    return None if taken else Screen(asker.t("jobs.wait"))


async def _again(callback: CallbackQuery, asker: Asker, request: dict[str, Any]) -> Replies:
    """Ask for another screen in place of the tapped one."""
    message = own_message(callback)
    request["message"] = message.message_id if message else None
    if not await asker.put(KIND, request):
        return [toast(callback, asker.t("jobs.wait"))]
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
