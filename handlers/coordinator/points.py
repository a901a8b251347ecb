"""/points: service points with their links, codes to print, names, invitations and integrity notes."""

from types import MappingProxyType
from typing import Final

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.points_buttons import (
    ALL_UNITS,
    AddButton,
    CancelButton,
    ListButton,
    PointAct,
    PointButton,
    PrintButton,
)
from handlers.rendering.pages import page_of
from handlers.rendering.points import card_screen
from handlers.requests import Requests
from handlers.screens import Button, Replies, Screen, button, toast
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator, bold, lines
from storage import audit
from storage.clock import Clock
from storage.database import Unit
from storage.organisation import Touchpoint, UnitOf
from storage.people import Person
from storage.points import Draft
from surveys import points
from surveys.versions import Versions

# The kind of job that draws a code.
POINT_CODE = "point_code"
# How the audit calls what is done on a card.
NOTED: Final = MappingProxyType(
    {
        PointAct.CLOSE: "point_closed",
        PointAct.OPEN: "point_opened",
        PointAct.EXCLUDE: "responses_excluded",
        PointAct.INCLUDE: "responses_included",
    }
)


def router() -> Router:
    """Handlers of /points besides adding."""
    router = Router(name="points")
    router.message.register(ask, Command("points"), is_coordinator)
    router.callback_query.register(turn, ListButton.filter(), is_coordinator)
    router.callback_query.register(draw, PrintButton.filter(), is_coordinator)
    router.callback_query.register(act, PointButton.filter(), is_coordinator)
    return router


async def ask(message: Message, unit: Unit, standing: Standing, t: Translator) -> Replies:
    """The units the coordinator may see."""
    return [units_screen(await unit.run(points.units, standing.may_see), 0, t).to(message.chat.id)]


async def turn(
    callback: CallbackQuery, callback_data: ListButton, unit: Unit, standing: Standing, t: Translator
) -> Replies:
    """Another page of units, or of a unit's points."""
    if callback_data.unit == ALL_UNITS:
        units = await unit.run(points.units, standing.may_see)
        return units_screen(units, callback_data.page, t).answers(callback)
    place, found = await unit.run(points.of_unit, standing.may_see, callback_data.unit)
    return unit_screen(place, found, callback_data.page, t).answers(callback)


async def act(
    callback: CallbackQuery,
    callback_data: PointButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    bot_name: str,
    t: Translator,
) -> Replies:
    """Show the card, or do what its buttons say."""
    act, point_id, may_see, changed = callback_data.act, callback_data.point, standing.may_see, False
    match act:
        case PointAct.RENAME:
            draft = Draft(ALL_UNITS, touchpoint_id=point_id)
            await unit.run(points.ask_name, versions, may_see, person, draft, clock())
            return name_screen(t).answers(callback)
        case PointAct.CLOSE | PointAct.OPEN:
            changed = await unit.run(points.set_closed, may_see, point_id, act is PointAct.CLOSE)
        case PointAct.EXCLUDE | PointAct.INCLUDE:
            is_out = act is PointAct.EXCLUDE
            changed = await unit.run(points.set_excluded, versions, may_see, point_id, is_out, clock())
    card = await unit.run(points.card, versions, may_see, point_id, clock())
    if changed:
        await unit.run(audit.record, person, standing.role, NOTED[act], clock(), {"touchpoint": card.point.code})
    return card_screen(card, bot_name, t).answers(callback)


async def draw(
    callback: CallbackQuery,
    callback_data: PrintButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    requests: Requests,
    t: Translator,
) -> Replies:
    """Ask for the picture or a poster; it comes when it is drawn."""
    point = await unit.run(points.find, standing.may_see, callback_data.point)
    payload = {"code": point.code, "what": callback_data.what.value}
    is_taken = await requests.put(unit, person, POINT_CODE, payload)
    return [toast(callback, t("points.drawing" if is_taken else "points.drawing_already"))]


def units_screen(units: list[UnitOf], page: int, t: Translator) -> Screen:
    """A page of units."""

    def choice(unit: UnitOf) -> Button:
        return button(unit.name[t.language], ListButton(unit=unit.id, page=0).pack())

    def turned(to: int) -> str:
        return ListButton(unit=ALL_UNITS, page=to).pack()

    return Screen(t("points.units" if units else "points.no_units"), page_of(units, page, choice, turned, t))


def unit_screen(unit: UnitOf, found: list[Touchpoint], page: int, t: Translator) -> Screen:
    """A page of a unit's points, open and closed, and the way to add one."""

    def choice(point: Touchpoint) -> Button:
        label = f"{point.service[t.language]} · {t(f'channel.{point.channel}')}"
        data = PointButton(point=point.id, act=PointAct.SHOW).pack()
        return button(t("points.closed_mark", label=label) if point.closed else label, data)

    def turned(to: int) -> str:
        return ListButton(unit=unit.id, page=to).pack()

    add = button(t("button.add_point"), AddButton(unit=unit.id, point=0, channel="").pack())
    back = button(t("button.back"), ListButton(unit=ALL_UNITS, page=0).pack())
    text = lines(bold(unit.name[t.language]), t.n("points.count", len(found)))
    return Screen(text, [*page_of(found, page, choice, turned, t), [add], [back]])


def name_screen(t: Translator) -> Screen:
    """Asks for a name in both languages."""
    return Screen(t("points.ask_name"), [[button(t("button.cancel"), CancelButton().pack())]])
