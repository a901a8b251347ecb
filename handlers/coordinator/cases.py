"""/cases: coordinators answer citizens whom they can't see."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.case_buttons import CaseAct, CaseButton, CasesButton
from handlers.prompting import asked_for
from handlers.rendering.cases import case_screen, cases_screen, draft_screen
from handlers.screens import Replies, Screen, toast
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from storage import audit, prompts
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from storage.prompts import Prompt
from surveys import cases

CASE_REPLY = "case_reply"


def router() -> Router:
    """Handlers of /cases and its buttons."""
    router = Router(name="cases")
    router.message.register(show, Command("cases"), is_coordinator)
    router.callback_query.register(turn, CasesButton.filter(), is_coordinator)
    router.callback_query.register(act, CaseButton.filter(), is_coordinator)
    return router


def texts_router() -> Router:
    """The handler of the replies that coordinators write."""
    router = Router(name="case replies")
    router.message.register(draft, asked_for(CASE_REPLY), is_coordinator)
    return router


async def show(message: Message, unit: Unit, standing: Standing, t: Translator) -> Replies:
    """Open cases, those that wait first."""
    return [cases_screen(await unit.run(cases.waiting, standing.units), 0, t).to(message.chat.id)]


async def turn(
    callback: CallbackQuery, callback_data: CasesButton, unit: Unit, standing: Standing, t: Translator
) -> Replies:
    """Another page."""
    return cases_screen(await unit.run(cases.waiting, standing.units), callback_data.page, t).answers(callback)


async def act(
    callback: CallbackQuery,
    callback_data: CaseButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Read a case, begin a reply, send it, close the case."""
    case_id = callback_data.case
    match callback_data.act:
        case CaseAct.SHOW:
            return case_screen(await unit.run(cases.read, case_id, standing.units), t).answers(callback)
        case CaseAct.REPLY:
            await unit.run(cases.read, case_id, standing.units)
            await unit.run(prompts.ask, person.id, CASE_REPLY, {"case": case_id}, clock())
            return Screen(t("case.reply_ask")).answers(callback)
        case CaseAct.SEND:
            return await _send(callback, case_id, unit, person, standing, clock, t)
        case CaseAct.CLOSE:
            case = await unit.run(cases.close, case_id, standing.units, clock())
            await unit.run(audit.record, person, standing.role, "case_closed", clock(), {"touchpoint": case.touchpoint})
            return cases_screen(await unit.run(cases.waiting, standing.units), 0, t).answers(callback)


async def draft(
    message: Message, unit: Unit, person: Person, standing: Standing, prompt: Prompt, clock: Clock, t: Translator
) -> Replies:
    """Show the reply before it is sent: a text meant for somebody else must not reach a citizen."""
    case_id, text = prompt.payload["case"], message.text or ""
    thread = await unit.run(cases.read, case_id, standing.units)
    await unit.run(prompts.ask, person.id, CASE_REPLY, {"case": case_id, "text": cases.fitting(text)}, clock())
    return [draft_screen(thread, text, t).to(message.chat.id)]


async def _send(
    callback: CallbackQuery,
    case_id: int,
    unit: Unit,
    person: Person,
    standing: Standing,
    clock: Clock,
    t: Translator,
) -> Replies:
    prompt = await unit.run(prompts.current, person.id, clock())
    if prompt is None or prompt.kind != CASE_REPLY or prompt.payload.get("case") != case_id:
        return [toast(callback, t("case.reply_over"), alert=True)]
    if "text" not in prompt.payload:
        return [toast(callback, t("case.reply_ask"), alert=True)]
    case = await unit.run(cases.reply, case_id, standing.units, prompt.payload["text"], clock())
    await unit.run(prompts.drop, person.id)
    await unit.run(audit.record, person, standing.role, "case_answered", clock(), {"touchpoint": case.touchpoint})
    return case_screen(await unit.run(cases.read, case_id, standing.units), t).answers(callback)
