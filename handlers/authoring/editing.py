"""The draft of the next version: its texts and options are chosen with buttons and written as messages."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.authoring.buttons import (
    NewOptionButton,
    QuestionButton,
    RemoveOptionButton,
    SurveyAct,
    SurveyButton,
    TextButton,
)
from handlers.authoring.editing_screens import draft_screen, question_screen, text_screen
from handlers.prompting import asked_for
from handlers.screens import Replies, Screen
from handlers.standing import is_author
from handlers.texts import Translator, html, lines
from storage import prompts
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from storage.prompts import Prompt
from surveys import drafting, places
from surveys.definition import Survey
from surveys.errors import DraftChanged
from surveys.places import Place

TEXT, OPTION = "survey_text", "survey_option"


def router() -> Router:
    """Handlers of the draft's buttons."""
    router = Router(name="editing")
    router.callback_query.register(edit, SurveyButton.filter(F.act == SurveyAct.EDIT), is_author)
    router.callback_query.register(show_question, QuestionButton.filter(), is_author)
    router.callback_query.register(show_text, TextButton.filter(), is_author)
    router.callback_query.register(ask_option, NewOptionButton.filter(), is_author)
    router.callback_query.register(remove_option, RemoveOptionButton.filter(), is_author)
    return router


def texts_router() -> Router:
    """Handlers of what authors write."""
    router = Router(name="survey texts")
    router.message.register(write_text, asked_for(TEXT), is_author)
    router.message.register(write_option, asked_for(OPTION), is_author)
    return router


async def edit(callback: CallbackQuery, callback_data: SurveyButton, unit: Unit, t: Translator) -> Replies:
    """The draft, begun when there is none."""
    _, survey = await unit.run(drafting.begin, callback_data.code)
    return draft_screen(survey, t).answers(callback)


async def show_question(callback: CallbackQuery, callback_data: QuestionButton, unit: Unit, t: Translator) -> Replies:
    """The texts and options of a question."""
    survey = await _draft(unit, callback_data.code)
    if callback_data.position >= len(survey.questions):
        raise DraftChanged
    return question_screen(survey, callback_data.position, t).answers(callback)


async def show_text(
    callback: CallbackQuery,
    callback_data: TextButton,
    unit: Unit,
    person: Person,
    clock: Clock,
    t: Translator,
) -> Replies:
    """A text in both languages; with a language chosen, ask for the new one."""
    survey = await _draft(unit, callback_data.code)
    place = _place(survey, callback_data.key)
    if callback_data.language is None:
        return text_screen(survey, place, t).answers(callback)
    payload = {"survey": survey.code, "key": place.key, "language": callback_data.language}
    await unit.run(prompts.ask, person.id, TEXT, payload, clock())
    before = html(place.text.in_(callback_data.language)) if place.text else t("draft.no_text")
    asked = t(f"draft.write_{callback_data.language}", limit=place.limit)
    return Screen(lines(asked, before)).answers(callback)


async def ask_option(
    callback: CallbackQuery, callback_data: NewOptionButton, unit: Unit, person: Person, clock: Clock, t: Translator
) -> Replies:
    """Ask for the labels of a new option."""
    payload = {"survey": callback_data.code, "position": callback_data.position}
    await unit.run(prompts.ask, person.id, OPTION, payload, clock())
    return Screen(t("draft.write_option")).answers(callback)


async def remove_option(
    callback: CallbackQuery, callback_data: RemoveOptionButton, unit: Unit, t: Translator
) -> Replies:
    """Take an option out."""
    code, position, option = callback_data.code, callback_data.position, callback_data.option
    survey = await unit.run(drafting.remove_option, code, position, option)
    return question_screen(survey, position, t).answers(callback)


async def write_text(message: Message, unit: Unit, person: Person, prompt: Prompt, t: Translator) -> Replies:
    """The new text."""
    key, language = prompt.payload["key"], prompt.payload["language"]
    survey = await unit.run(drafting.set_text, prompt.payload["survey"], key, language, message.text or "")
    await unit.run(prompts.drop, person.id)
    return [text_screen(survey, _place(survey, key), t).to(message.chat.id)]


async def write_option(message: Message, unit: Unit, person: Person, prompt: Prompt, t: Translator) -> Replies:
    """The new option."""
    position = prompt.payload["position"]
    survey = await unit.run(drafting.add_option, prompt.payload["survey"], position, message.text or "")
    await unit.run(prompts.drop, person.id)
    return [question_screen(survey, position, t).to(message.chat.id)]


async def _draft(unit: Unit, code: str) -> Survey:
    found = await unit.run(drafting.draft_of, code)
    if found is None:
        raise DraftChanged
    return found[1]


def _place(survey: Survey, key: str) -> Place:
    place = places.find(survey, key)
    if place is None:
        raise DraftChanged
    return place
