"""The list of surveys, one survey, and what is done with it at once."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.methods import AnswerCallbackQuery, SendDocument
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from handlers.authoring.buttons import SurveyAct, SurveyButton, SurveysButton
from handlers.authoring.screens import survey_screen, surveys_screen
from handlers.screens import Replies
from handlers.standing import Standing, is_author, is_coordinator
from handlers.texts import Translator
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys import authoring
from surveys.authoring import Author
from surveys.survey_files import as_yaml
from surveys.versions import Versions
from surveys.wordings import load_wordings


def router() -> Router:
    """Handlers of /surveys and of what needs no draft."""
    router = Router(name="surveys")
    closing = F.act.in_({SurveyAct.CLOSE, SurveyAct.REOPEN})
    router.message.register(show, Command("surveys"), is_coordinator)
    router.callback_query.register(turn, SurveysButton.filter(), is_coordinator)
    router.callback_query.register(open_, SurveyButton.filter(F.act == SurveyAct.SHOW), is_coordinator)
    router.callback_query.register(send_file, SurveyButton.filter(F.act == SurveyAct.FILE), is_coordinator)
    router.callback_query.register(set_closed, SurveyButton.filter(closing), is_author)
    return router


async def show(message: Message, unit: Unit, versions: Versions, t: Translator) -> Replies:
    """Every survey."""
    return [surveys_screen(await unit.run(authoring.states, versions), 0, t).to(message.chat.id)]


async def turn(
    callback: CallbackQuery, callback_data: SurveysButton, unit: Unit, versions: Versions, t: Translator
) -> Replies:
    """Another page."""
    return surveys_screen(await unit.run(authoring.states, versions), callback_data.page, t).answers(callback)


async def open_(
    callback: CallbackQuery,
    callback_data: SurveyButton,
    unit: Unit,
    standing: Standing,
    versions: Versions,
    t: Translator,
) -> Replies:
    """One survey with everything this person may do."""
    state = await unit.run(authoring.state, versions, callback_data.code)
    return survey_screen(state, standing, t).answers(callback)


async def send_file(callback: CallbackQuery, callback_data: SurveyButton, unit: Unit, versions: Versions) -> Replies:
    """The newest version as a file for the catalog."""
    state = await unit.run(authoring.state, versions, callback_data.code)
    content = as_yaml(state.survey, load_wordings()).encode()
    document = BufferedInputFile(content, filename=f"{state.survey.code}.yaml")
    return [
        SendDocument(chat_id=callback.from_user.id, document=document),
        AnswerCallbackQuery(callback_query_id=callback.id),
    ]


async def set_closed(
    callback: CallbackQuery,
    callback_data: SurveyButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Close the survey at every point, or open it again."""
    author, code = Author(person, standing.role), callback_data.code
    await unit.run(authoring.set_closed, author, code, callback_data.act is SurveyAct.CLOSE, clock())
    return survey_screen(await unit.run(authoring.state, versions, code), standing, t).answers(callback)
