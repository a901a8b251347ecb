"""A citizen who was dissatisfied asks for an answer, goes on writing, or needs it no more."""

from aiogram import Router
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from handlers.case_buttons import OfferButton, OwnCaseAct, OwnCaseButton
from handlers.prompting import asked_for
from handlers.rendering.cases import opened_screen
from handlers.screens import Replies, Screen
from handlers.texts import Translator
from storage import prompts
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from storage.prompts import Prompt
from surveys import cases

OWN_CASE = "own_case"


def router() -> Router:
    """Handlers of the citizen's buttons."""
    router = Router(name="own cases")
    router.callback_query.register(accept, OfferButton.filter())
    router.callback_query.register(act, OwnCaseButton.filter())
    return router


def texts_router() -> Router:
    """The handler of what the citizen writes into a case."""
    router = Router(name="own case texts")
    router.message.register(write, asked_for(OWN_CASE))
    return router


async def accept(
    callback: CallbackQuery, callback_data: OfferButton, unit: Unit, person: Person, clock: Clock, t: Translator
) -> Replies:
    """Open a case; without a comment ask what happened."""
    thread = await unit.run(cases.open_case, person, callback_data.token, clock())
    if not thread.messages:
        await unit.run(prompts.ask, person.id, OWN_CASE, {"case": thread.case.id}, clock())
    return opened_screen(thread, t).answers(callback)


async def act(
    callback: CallbackQuery, callback_data: OwnCaseButton, unit: Unit, person: Person, clock: Clock, t: Translator
) -> Replies:
    """Write more, or close the case."""
    if callback_data.act is OwnCaseAct.WITHDRAW:
        await unit.run(cases.withdraw, person, callback_data.case, clock())
        return Screen(t("case.withdrawn")).answers(callback)
    await unit.run(cases.own, person, callback_data.case)
    await unit.run(prompts.ask, person.id, OWN_CASE, {"case": callback_data.case}, clock())
    # A new message: the reply that is being answered stays readable above it.
    return [Screen(t("case.write")).to(person.chat_id), AnswerCallbackQuery(callback_query_id=callback.id)]


async def write(message: Message, unit: Unit, person: Person, prompt: Prompt, clock: Clock, t: Translator) -> Replies:
    """The citizen's text joins the thread."""
    await unit.run(cases.write, person, prompt.payload["case"], message.text or "", clock())
    await unit.run(prompts.drop, person.id)
    return [Screen(t("case.written")).to(message.chat.id)]
