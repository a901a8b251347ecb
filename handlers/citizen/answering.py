"""The buttons of a survey."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons import AnswerButton, Move, MoveButton, OptionButton, ResumeButton
from handlers.rendering.questions import screen_of
from handlers.screens import Replies, own_message, toast
from handlers.texts import Translator
from storage import prompts
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys.answering import Answering, Tap


def router() -> Router:
    """Handlers of every button below a question; answers first, since most taps are answers."""
    router = Router(name="answering")
    router.callback_query.register(answer, AnswerButton.filter())
    router.callback_query.register(choose, OptionButton.filter())
    router.callback_query.register(move, MoveButton.filter())
    router.callback_query.register(resume, ResumeButton.filter())
    return router


async def answer(
    callback: CallbackQuery,
    callback_data: AnswerButton,
    unit: Unit,
    person: Person,
    answering: Answering,
    clock: Clock,
    t: Translator,
) -> Replies:
    """A tapped answer."""
    step = await unit.run(answering.answer, person, _tap(callback, callback_data), callback_data.value, clock())
    return screen_of(step, t).answers(callback)


async def choose(
    callback: CallbackQuery,
    callback_data: OptionButton,
    unit: Unit,
    person: Person,
    answering: Answering,
    clock: Clock,
    t: Translator,
) -> Replies:
    """One of several options, set or unset."""
    code, chosen = callback_data.value, callback_data.chosen
    step = await unit.run(answering.choose, person, _tap(callback, callback_data), code, chosen, clock())
    return screen_of(step, t).answers(callback)


async def move(
    callback: CallbackQuery,
    callback_data: MoveButton,
    unit: Unit,
    person: Person,
    answering: Answering,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Back, skip, not applicable, confirm, finish."""
    moves = {
        Move.SKIP: answering.skip,
        Move.NOT_APPLICABLE: answering.not_applicable,
        Move.BACK: answering.back,
        Move.CONFIRM: answering.confirm,
        Move.FINISH: answering.finish,
    }
    step = await unit.run(moves[callback_data.move], person, _tap(callback, callback_data), clock())
    return screen_of(step, t).answers(callback)


async def resume(
    callback: CallbackQuery, unit: Unit, person: Person, answering: Answering, clock: Clock, t: Translator
) -> Replies:
    """Go on with the survey that was left last; a text is its comment again."""
    await unit.run(prompts.drop, person.id)
    message = own_message(callback)
    step = await unit.run(answering.go_on, person, message.message_id if message else None, clock())
    if step is None:
        return [toast(callback, t("resume.nothing"), alert=True)]
    return screen_of(step, t).answers(callback)


def _tap(callback: CallbackQuery, button: AnswerButton | OptionButton | MoveButton) -> Tap:
    message = own_message(callback)
    return Tap(button.response, button.position, message.message_id if message else None)
