"""/audit: which acts of office were done, when and in which role."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.buttons import Place
from handlers.rendering.dates import moment
from handlers.screens import Button, Replies, Screen, button
from handlers.standing import is_administrator
from handlers.texts import Html, Translator, bold, lines
from storage import audit, organisation
from storage.audit import Entry
from storage.database import Unit

# Lines of a page: each is a phone's width or two.
PAGE = 15


class AuditButton(CallbackData, prefix="xa"):
    """A page of the audit."""

    page: Place


def router() -> Router:
    """Handlers of /audit."""
    router = Router(name="audit")
    router.message.register(show, Command("audit"), is_administrator)
    router.callback_query.register(turn, AuditButton.filter(), is_administrator)
    return router


async def show(message: Message, unit: Unit, t: Translator) -> Replies:
    """The newest entries."""
    return [(await _page(unit, 0, t)).to(message.chat.id)]


async def turn(callback: CallbackQuery, callback_data: AuditButton, unit: Unit, t: Translator) -> Replies:
    """Another page."""
    return (await _page(unit, callback_data.page, t)).answers(callback)


async def _page(unit: Unit, page: int, t: Translator) -> Screen:
    entries = await unit.run(audit.newest, page * PAGE, PAGE)
    if not entries:
        return Screen(t("audit.none"))
    zone = await unit.run(organisation.zone)
    listed = [_line(each, moment(each.at, zone, t.language), t) for each in entries]
    is_last = (page + 1) * PAGE >= await unit.run(audit.count)
    arrows = _arrows(page, is_last, t)
    return Screen(lines(bold(t("audit.title")), Html("\n".join(listed))), [arrows] if arrows else [])


def _line(entry: Entry, when: str, t: Translator) -> Html:
    who = t(f"audit.role_{entry.role}")
    number = t("audit.number", number=entry.actor) if entry.actor is not None else Html()
    subject = ", ".join(str(value) for value in entry.subject.values())
    # A module that came later may note an act this list has no words for.
    said = t(f"audit.{entry.action}") if t.has(f"audit.{entry.action}") else entry.action
    return t("audit.line", when=when, who=who, number=number, action=said, subject=subject)


def _arrows(page: int, is_last: bool, t: Translator) -> list[Button]:
    before = [button(t("button.page_before"), AuditButton(page=page - 1).pack())] if page else []
    after = [] if is_last else [button(t("button.page_after"), AuditButton(page=page + 1).pack())]
    return [*before, *after]
