"""A survey as a respondent sees it: the real screens, whose buttons lead on and store nothing."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.authoring.buttons import PreviewButton, Source, SurveyAct, SurveyButton
from handlers.buttons import AnswerButton, Move, MoveButton, OptionButton
from handlers.limits import LONGEST_CALLBACK_DATA
from handlers.rendering.questions import screen_of
from handlers.screens import Button, Replies, Screen, button
from handlers.standing import is_coordinator
from handlers.texts import Translator, lines
from storage.database import Unit
from surveys import authoring, flow, preview
from surveys.definition import Survey
from surveys.flow import Answer
from surveys.preview import Glance
from surveys.sheets import Step
from surveys.versions import Versions

# Nothing of a preview is ever looked up, so no response need have this id.
NO_RESPONSE = 0
# What prefix, source, id and position leave of a button.
MOST_ANSWERS = LONGEST_CALLBACK_DATA - len("wp:v:9999999999:999:")


def router() -> Router:
    """The handler of previews."""
    router = Router(name="previewing")
    router.callback_query.register(show, PreviewButton.filter(), is_coordinator)
    return router


async def show(
    callback: CallbackQuery, callback_data: PreviewButton, unit: Unit, versions: Versions, t: Translator
) -> Replies:
    """A moment of the preview."""
    is_draft = callback_data.source is Source.DRAFT
    survey = await unit.run(authoring.previewed, versions, callback_data.id, is_draft)
    glance = preview.read(survey, callback_data.position, callback_data.answers)
    return preview_screen(glance, callback_data, t).answers(callback)


def beginning(survey: Survey, source: Source, row_id: int) -> str:
    """The data of a button that begins a preview."""
    return _data(preview.first(survey), source, row_id)


def preview_screen(glance: Glance, at: PreviewButton, t: Translator) -> Screen:
    """The respondent's screen with its buttons led to the next moment of the preview."""
    service, unit = {t.language: t("preview.service")}, {t.language: t("preview.unit")}
    step = Step(NO_RESPONSE, glance.survey, glance.position, glance.answers, service, unit, None)
    real = screen_of(step, t)
    rows = [[_led(each, glance, at) for each in row] for row in real.rows]
    if glance.position is not None and glance.survey.questions[glance.position].kind == "comment":
        # A text typed here would be stored as something else: the preview only shows where it would go.
        rows.append([button(t("button.preview_on"), _data(glance.onward(), at.source, at.id))])
    leave = SurveyButton(code=glance.survey.code, act=SurveyAct.SHOW).pack()
    return Screen(lines(t("preview.note"), real.text), [*rows, [button(t("button.preview_leave"), leave)]])


def _led(real: Button, glance: Glance, at: PreviewButton) -> Button:
    return {**real, "callback_data": _data(_after(real["callback_data"], glance), at.source, at.id)}


def _after(data: str, glance: Glance) -> Glance:
    """The moment that a button of the real screen leads to."""
    question = glance.survey.questions[glance.position or 0]
    match data.partition(":")[0]:
        case AnswerButton.__prefix__:
            return glance.answered(flow.parse_tap(question, AnswerButton.unpack(data).value))
        case OptionButton.__prefix__:
            tapped = OptionButton.unpack(data)
            given = glance.answers.get(question.code)
            return glance.choosing(flow.with_option(question, given, tapped.value, tapped.chosen))
        case _:
            return _moved(MoveButton.unpack(data).move, question.code, glance)


def _moved(move: Move, question: str, glance: Glance) -> Glance:
    match move:
        case Move.BACK:
            return glance.back()
        case Move.SKIP:
            return glance.answered(Answer(question, "skipped"))
        case Move.NOT_APPLICABLE:
            return glance.answered(Answer(question, "not_applicable"))
        case Move.FINISH:
            return glance.ended()
        case Move.CONFIRM:
            return glance.onward()


def _data(glance: Glance, source: Source, row_id: int) -> str:
    data = PreviewButton(source=source, id=row_id, position=glance.position, answers=preview.written(glance))
    # Some forty answers fit a button; a longer survey forgets them on the way, and its last questions lose conditions.
    is_too_long = len(data.answers) > MOST_ANSWERS
    return (data.model_copy(update={"answers": ""}) if is_too_long else data).pack()
