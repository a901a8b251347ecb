"""A coordinator's changes: begin one, see it as citizens will, publish it, withdraw it."""

from aiogram import Router
from aiogram.enums import ButtonStyle
from aiogram.types import CallbackQuery

from handlers.coordinator.change_buttons import (
    NONE,
    BeginChangeButton,
    ChangeAct,
    ChangeButton,
    ChangesButton,
    WhereButton,
    WhereInUnitButton,
)
from handlers.rendering.changes import managed_screen, months_screen, place_name, scores_screen
from handlers.rendering.pages import page_of
from handlers.screens import Button, Replies, Screen, button
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator, cut
from storage import audit, prompts
from storage import changes as stored
from storage.changes import Change
from storage.clock import Clock
from storage.database import Unit
from storage.organisation import Touchpoint, UnitOf
from storage.people import Person
from surveys import change_scores, changes, choosing
from surveys.errors import UnknownTouchpoint
from surveys.versions import Versions

MARKS = {"draft": "✎", "published": "✓", "withdrawn": "⤺"}
LONGEST_LABEL = 60


def router() -> Router:
    """Handlers of a coordinator's changes."""
    router = Router(name="changes of coordinators")
    router.callback_query.register(list_, ChangesButton.filter(), is_coordinator)
    router.callback_query.register(choose_where, WhereButton.filter(), is_coordinator)
    router.callback_query.register(choose_where_in_unit, WhereInUnitButton.filter(), is_coordinator)
    router.callback_query.register(begin, BeginChangeButton.filter(), is_coordinator)
    router.callback_query.register(act, ChangeButton.filter(), is_coordinator)
    return router


async def list_(
    callback: CallbackQuery, callback_data: ChangesButton, unit: Unit, person: Person, standing: Standing, t: Translator
) -> Replies:
    """The changes the coordinator may work on."""
    await unit.run(prompts.drop, person.id)
    return (await list_screen(unit, standing, callback_data.page, t)).answers(callback)


async def list_screen(unit: Unit, standing: Standing, page: int, t: Translator) -> Screen:
    """A page of them, and the way to a new one."""
    found = await unit.run(stored.within, standing.units)

    def turn(to: int) -> str:
        return ChangesButton(page=to).pack()

    def choice(change: Change) -> Button:
        text = change.texts.get(t.language) or next(iter(change.texts.values()), "…")
        label = f"{MARKS[change.state]} {place_name(change, t)}: {text}"
        return button(cut(label, LONGEST_LABEL), ChangeButton(change=change.id, act=ChangeAct.OPEN).pack())

    new = button(t("button.new_change"), WhereButton(page=0).pack(), ButtonStyle.PRIMARY)
    return Screen(t("changes.yours"), [*page_of(found, page, choice, turn, t), [new]])


async def choose_where(
    callback: CallbackQuery, callback_data: WhereButton, unit: Unit, standing: Standing, t: Translator
) -> Replies:
    """The units, and the whole organisation for whoever is not limited to some."""
    units = [each for each in await unit.run(choosing.units) if standing.may_see(each.id)]

    def turn(to: int) -> str:
        return WhereButton(page=to).pack()

    def choice(each: UnitOf) -> Button:
        return button(cut(each.name[t.language], LONGEST_LABEL), WhereInUnitButton(unit=each.id, page=0).pack())

    rows = list(page_of(units, callback_data.page, choice, turn, t))
    if standing.units is None:
        rows.insert(0, [button(t("changes.everywhere"), BeginChangeButton(unit=NONE, code="").pack())])
    back = [button(t("button.back"), ChangesButton(page=0).pack())]
    return Screen(t("changes.ask_where"), [*rows, back]).answers(callback)


async def choose_where_in_unit(
    callback: CallbackQuery, callback_data: WhereInUnitButton, unit: Unit, standing: Standing, t: Translator
) -> Replies:
    """A unit's service points, and the whole unit."""
    if not standing.may_see(callback_data.unit):
        raise UnknownTouchpoint
    points = await unit.run(choosing.touchpoints, callback_data.unit)

    def turn(to: int) -> str:
        return WhereInUnitButton(unit=callback_data.unit, page=to).pack()

    def choice(point: Touchpoint) -> Button:
        label = f"{point.service[t.language]} · {t(f'channel.{point.channel}')}"
        return button(cut(label, LONGEST_LABEL), BeginChangeButton(unit=callback_data.unit, code=point.code).pack())

    whole = button(t("changes.whole_unit"), BeginChangeButton(unit=callback_data.unit, code="").pack())
    back = [button(t("button.back"), WhereButton(page=0).pack())]
    rows = page_of(points, callback_data.page, choice, turn, t)
    return Screen(t("changes.ask_where"), [[whole], *rows, back]).answers(callback)


async def begin(
    callback: CallbackQuery,
    callback_data: BeginChangeButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    clock: Clock,
    t: Translator,
) -> Replies:
    """A draft, empty as yet."""
    code, unit_id = callback_data.code or None, callback_data.unit or None
    await unit.run(prompts.drop, person.id)
    change = await unit.run(changes.begin, person, code, unit_id, standing.units, clock())
    return managed_screen(change, None, t).answers(callback)


async def act(
    callback: CallbackQuery,
    callback_data: ChangeButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    t: Translator,
) -> Replies:
    """What the button says, then the change as it is."""
    change = await unit.run(changes.find, callback_data.change, standing.units)
    # Whoever taps here writes none of its texts now.
    await unit.run(prompts.drop, person.id)
    match callback_data.act:
        case ChangeAct.MONTH:
            months = await unit.run(changes.months_offered, clock())
            return months_screen(change, months, t).answers(callback)
        case ChangeAct.SCORE:
            choices = await unit.run(change_scores.choices, versions, change)
            return scores_screen(change, choices, t).answers(callback)
        case ChangeAct.REMOVE:
            await unit.run(changes.remove, change)
            return (await list_screen(unit, standing, 0, t)).answers(callback)
        case ChangeAct.PUBLISH:
            await unit.run(changes.publish, change, clock())
            await unit.run(audit.record, person, standing.role, "change_published", clock(), {"change": change.id})
        case ChangeAct.WITHDRAW:
            await unit.run(stored.withdraw, change.id)
            await unit.run(audit.record, person, standing.role, "change_withdrawn", clock(), {"change": change.id})
    return (await opened(unit, change.id, standing, versions, clock, t)).answers(callback)


async def opened(
    unit: Unit, change_id: int, standing: Standing, versions: Versions, clock: Clock, t: Translator
) -> Screen:
    """A change as it is now."""
    change = await unit.run(changes.find, change_id, standing.units)
    return managed_screen(change, await unit.run(change_scores.told, versions, change, clock()), t)
