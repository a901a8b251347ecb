"""Choosing a service point to rate, from pages of buttons."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.buttons import PointsButton, RateButton, UnitsButton
from handlers.prompting import asked_for
from handlers.rendering.pages import page_of
from handlers.rendering.questions import screen_of
from handlers.screens import Button, Replies, Screen, button
from handlers.standing import is_colleague
from handlers.texts import Translator, cut
from storage import prompts
from storage.clock import Clock
from storage.database import Unit
from storage.organisation import Touchpoint, UnitOf
from storage.people import Person
from surveys import choosing
from surveys.answering import Answering
from surveys.sheets import Step

# More finds than this fit no screen: the person is asked for another word.
MOST_FOUND = 20
NAMES_BUTTON = 60
# The prompt after which a text is a part of a name.
SEARCH = "search"


def router() -> Router:
    """Handlers of /rate and of the pages that lead to a service point."""
    router = Router(name="choosing")
    router.message.register(rate, Command("rate"))
    router.callback_query.register(turn_units, UnitsButton.filter())
    router.callback_query.register(turn_points, PointsButton.filter())
    router.callback_query.register(choose, RateButton.filter())
    return router


def texts_router() -> Router:
    """Takes the name that was asked for, which must not become the comment of a survey that is still open."""
    router = Router(name="searching")
    router.message.register(search, asked_for(SEARCH))
    return router


async def rate(
    message: Message, unit: Unit, person: Person, administrators: frozenset[int], clock: Clock, t: Translator
) -> Replies:
    """Choose what to rate; colleagues find internal services here too."""
    await unit.run(prompts.ask, person.id, SEARCH, {}, clock())
    internal = await is_colleague(unit, person, administrators)
    screen = units_screen(await unit.run(choosing.units, internal=internal), 0, t)
    return [screen.to(message.chat.id)]


async def search(
    message: Message, unit: Unit, person: Person, administrators: frozenset[int], t: Translator
) -> Replies:
    """Service points by a part of a name; another word may follow."""
    internal = await is_colleague(unit, person, administrators)
    found = await unit.run(choosing.search, message.text or "", internal=internal)
    return [found_screen(found, t).to(message.chat.id)]


async def turn_units(
    callback: CallbackQuery,
    callback_data: UnitsButton,
    unit: Unit,
    person: Person,
    administrators: frozenset[int],
    t: Translator,
) -> Replies:
    """Another page of units."""
    internal = await is_colleague(unit, person, administrators)
    units = await unit.run(choosing.units, internal=internal)
    return units_screen(units, callback_data.page, t).answers(callback)


async def turn_points(
    callback: CallbackQuery,
    callback_data: PointsButton,
    unit: Unit,
    person: Person,
    administrators: frozenset[int],
    t: Translator,
) -> Replies:
    """A unit's service points."""
    internal = await is_colleague(unit, person, administrators)
    points = await unit.run(choosing.touchpoints, callback_data.unit, internal=internal)
    return points_screen(points, callback_data, t).answers(callback)


async def choose(
    callback: CallbackQuery,
    callback_data: RateButton,
    unit: Unit,
    person: Person,
    administrators: frozenset[int],
    answering: Answering,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Rate this service point; from now on a text is its comment again."""
    await unit.run(prompts.drop, person.id)
    step = await begin(callback_data.code, unit, person, administrators, answering, clock)
    return screen_of(step, t).answers(callback)


async def begin(
    code: str, unit: Unit, person: Person, administrators: frozenset[int], answering: Answering, clock: Clock
) -> Step:
    """Open a response, at an internal service only for colleagues."""
    colleague = await is_colleague(unit, person, administrators)
    await unit.run(choosing.check_open_to, code, is_colleague=colleague)
    return await unit.run(answering.begin, person, code, clock())


def units_screen(units: Sequence[UnitOf], page: int, t: Translator) -> Screen:
    """A page of units."""

    def choice(unit: UnitOf) -> Button:
        data = PointsButton(unit=unit.id, page=0).pack()
        return button(cut(unit.name[t.language], NAMES_BUTTON), data)

    def turn(to: int) -> str:
        return UnitsButton(page=to).pack()

    if not units:
        return Screen(t("choose.nothing_yet"))
    return Screen(t("choose.unit_rate"), page_of(units, page, choice, turn, t))


def points_screen(points: Sequence[Touchpoint], at: PointsButton, t: Translator) -> Screen:
    """A page of a unit's service points, with the way back to the units."""

    def turn(to: int) -> str:
        return PointsButton(unit=at.unit, page=to).pack()

    def choice(point: Touchpoint) -> Button:
        return _point(point, point.service[t.language], t)

    back = button(t("button.back"), UnitsButton(page=0).pack())
    if not points:
        return Screen(t("choose.nothing_yet"), [[back]])
    text = t("choose.point", unit=points[0].unit_name[t.language])
    return Screen(text, [*page_of(points, at.page, choice, turn, t), [back]])


def found_screen(points: Sequence[Touchpoint], t: Translator) -> Screen:
    """The service points that a search found."""
    if not points:
        return Screen(t("choose.not_found"))
    rows = [
        [_point(point, f"{point.service[t.language]} · {point.unit_name[t.language]}", t)]
        for point in points[:MOST_FOUND]
    ]
    return Screen(t("choose.found" if len(points) <= MOST_FOUND else "choose.found_many"), rows)


def _point(point: Touchpoint, label: str, t: Translator) -> Button:
    channel = t(f"channel.{point.channel}")
    return button(cut(f"{label} · {channel}", NAMES_BUTTON), RateButton(code=point.code).pack())
