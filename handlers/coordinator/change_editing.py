"""Writing a coordinator's change: its texts, its month and the score told with it."""

from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.acquaintance import LANGUAGES
from handlers.coordinator.change_buttons import (
    NONE,
    ChangeAct,
    ChangeMonthButton,
    ChangeScoreButton,
    ChangeTextButton,
    act_button,
)
from handlers.coordinator.changes import opened
from handlers.prompting import asked_for
from handlers.rendering.changes import managed_screen
from handlers.screens import Replies, Screen
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from storage.prompts import Prompt
from surveys import change_scores, changes
from surveys.errors import ChangeNotFound
from surveys.versions import Versions


def router() -> Router:
    """Handlers of a change's parts by taps."""
    router = Router(name="editing changes")
    router.callback_query.register(ask_text, ChangeTextButton.filter(), is_coordinator)
    router.callback_query.register(set_month, ChangeMonthButton.filter(), is_coordinator)
    router.callback_query.register(set_score, ChangeScoreButton.filter(), is_coordinator)
    return router


def texts_router() -> Router:
    """The handler of a text that was asked for."""
    router = Router(name="texts of changes")
    router.message.register(write, asked_for(changes.CHANGE_TEXT), is_coordinator)
    return router


async def ask_text(
    callback: CallbackQuery,
    callback_data: ChangeTextButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    clock: Clock,
    t: Translator,
) -> Replies:
    """The next message will be the text."""
    if callback_data.language not in LANGUAGES:
        raise ChangeNotFound
    change = await unit.run(changes.find, callback_data.change, standing.units)
    await unit.run(changes.await_text, person, change, callback_data.language, clock())
    leave = act_button(t("button.leave_text"), change.id, ChangeAct.LEAVE)
    text = t(f"changes.ask_text_{callback_data.language}", limit=changes.LONGEST_CHANGE)
    return Screen(text, [[leave]]).answers(callback)


async def write(
    message: Message,
    prompt: Prompt,
    unit: Unit,
    person: Person,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Keep the text and show what citizens will see."""
    change_id, language = prompt.payload["change"], prompt.payload["language"]
    change = await unit.run(changes.write, person, change_id, language, message.text or "", standing.units)
    told = await unit.run(change_scores.told, versions, change, clock())
    return [managed_screen(change, told, t).to(message.chat.id)]


async def set_month(
    callback: CallbackQuery,
    callback_data: ChangeMonthButton,
    unit: Unit,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    t: Translator,
) -> Replies:
    """The month that was chosen."""
    change = await unit.run(changes.find, callback_data.change, standing.units)
    months = await unit.run(changes.months_offered, clock())
    chosen = date(callback_data.year, callback_data.month, 1)
    if chosen not in months:
        raise ChangeNotFound
    await unit.run(changes.set_, change, {"changed_in": chosen})
    return (await opened(unit, change.id, standing, versions, clock, t)).answers(callback)


async def set_score(
    callback: CallbackQuery,
    callback_data: ChangeScoreButton,
    unit: Unit,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    t: Translator,
) -> Replies:
    """The score that was chosen, or none."""
    change = await unit.run(changes.find, callback_data.change, standing.units)
    offered = {
        (each.version_id, each.question): each for each in await unit.run(change_scores.choices, versions, change)
    }
    chosen = offered.get((callback_data.version, callback_data.question))
    if chosen is None and (callback_data.version, callback_data.question) != (NONE, ""):
        raise ChangeNotFound
    survey, question = (chosen.survey, chosen.question) if chosen else (None, None)
    await unit.run(changes.set_, change, {"survey": survey, "question": question})
    return (await opened(unit, change.id, standing, versions, clock, t)).answers(callback)
