"""Adding a service point: the channel and the survey by taps, the name by a text."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.points import name_screen, units_screen
from handlers.coordinator.points_buttons import AddButton, CancelButton, ListButton, SurveyButton
from handlers.prompting import asked_for
from handlers.rendering.points import card_screen
from handlers.screens import Replies, Screen, button
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from storage import audit, prompts
from storage.clock import Clock
from storage.database import Unit
from storage.organisation import Names
from storage.people import Person
from storage.points import Draft
from storage.prompts import Prompt
from surveys import points
from surveys.points import CHANNELS
from surveys.versions import Versions

CHANNELS_IN_ROW = 2


def router() -> Router:
    """Handlers of adding by taps."""
    router = Router(name="point_names")
    router.callback_query.register(add, AddButton.filter(), is_coordinator)
    router.callback_query.register(choose_survey, SurveyButton.filter(), is_coordinator)
    router.callback_query.register(cancel, CancelButton.filter(), is_coordinator)
    return router


def texts_router() -> Router:
    """The handler of a name that was asked for."""
    router = Router(name="point_name_texts")
    router.message.register(take_name, asked_for(points.POINT_NAME), is_coordinator)
    return router


async def add(
    callback: CallbackQuery,
    callback_data: AddButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    bot_name: str,
    t: Translator,
) -> Replies:
    """Ask for the channel; then for the survey, unless the service has one already."""
    if not callback_data.channel:
        channels: Sequence[str] = CHANNELS
        if callback_data.point:
            channels = await unit.run(points.channels, versions, standing.may_see, callback_data.point)
        return _channels(callback_data, channels, t).answers(callback)
    if not callback_data.point:
        surveys = await unit.run(points.surveys, versions, callback_data.channel)
        return _surveys(callback_data, surveys, t).answers(callback)
    added = await unit.run(points.add_channel, versions, standing.may_see, callback_data.point, callback_data.channel)
    card = await unit.run(points.card, versions, standing.may_see, added, clock())
    await unit.run(audit.record, person, standing.role, "point_added", clock(), {"touchpoint": card.point.code})
    return card_screen(card, bot_name, t).answers(callback)


async def choose_survey(
    callback: CallbackQuery,
    callback_data: SurveyButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Ask for the name."""
    draft = Draft(callback_data.unit, callback_data.channel, callback_data.survey)
    await unit.run(points.ask_name, versions, standing.may_see, person, draft, clock())
    return name_screen(t).answers(callback)


async def cancel(callback: CallbackQuery, unit: Unit, person: Person, standing: Standing, t: Translator) -> Replies:
    """No name after all."""
    await unit.run(prompts.drop, person.id)
    return units_screen(await unit.run(points.units, standing.may_see), 0, t).answers(callback)


async def take_name(
    message: Message,
    unit: Unit,
    person: Person,
    standing: Standing,
    prompt: Prompt,
    versions: Versions,
    clock: Clock,
    bot_name: str,
    t: Translator,
) -> Replies:
    """The name: the point is added, or renamed."""
    draft = Draft(**prompt.payload)
    point_id = await unit.run(points.take_name, standing.may_see, person, draft, message.text or "")
    card = await unit.run(points.card, versions, standing.may_see, point_id, clock())
    action = "point_added" if draft.touchpoint_id is None else "point_renamed"
    await unit.run(audit.record, person, standing.role, action, clock(), {"touchpoint": card.point.code})
    return [card_screen(card, bot_name, t).to(message.chat.id)]


def _channels(at: AddButton, channels: Sequence[str], t: Translator) -> Screen:
    buttons = [
        button(t(f"channel.{channel}"), AddButton(unit=at.unit, point=at.point, channel=channel).pack())
        for channel in channels
    ]
    rows = [buttons[start : start + CHANNELS_IN_ROW] for start in range(0, len(buttons), CHANNELS_IN_ROW)]
    back = button(t("button.back"), ListButton(unit=at.unit, page=0).pack())
    return Screen(t("points.ask_channel"), [*rows, [back]])


def _surveys(at: AddButton, surveys: list[tuple[str, Names]], t: Translator) -> Screen:
    rows = [
        [button(name[t.language], SurveyButton(unit=at.unit, channel=at.channel, survey=code).pack())]
        for code, name in surveys
    ]
    back = button(t("button.back"), ListButton(unit=at.unit, page=0).pack())
    return Screen(t("points.ask_survey"), [*rows, [back]])
