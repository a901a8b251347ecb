"""/changes: what the organisation did after people's answers, one change a page."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.buttons import Place
from handlers.coordinator.change_buttons import ChangesButton
from handlers.rendering.changes import change_text
from handlers.screens import Replies, Rows, Screen, button
from handlers.standing import Standing, with_standing
from handlers.texts import Translator, lines
from storage.clock import Clock
from storage.database import Unit
from surveys import change_scores, changes
from surveys.changes import Published
from surveys.versions import Versions


class LeafButton(CallbackData, prefix="gl"):
    """A page of the changes, one a page."""

    page: Place


def router() -> Router:
    """Handlers of /changes for everyone."""
    router = Router(name="changes")
    router.message.register(show, Command("changes"), with_standing)
    router.callback_query.register(turn, LeafButton.filter(), with_standing)
    return router


async def show(
    message: Message, unit: Unit, standing: Standing, versions: Versions, clock: Clock, t: Translator
) -> Replies:
    """The newest change."""
    return [(await _leaf(unit, 0, standing, versions, clock, t)).to(message.chat.id)]


async def turn(
    callback: CallbackQuery,
    callback_data: LeafButton,
    unit: Unit,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Another one."""
    return (await _leaf(unit, callback_data.page, standing, versions, clock, t)).answers(callback)


async def _leaf(unit: Unit, page: int, standing: Standing, versions: Versions, clock: Clock, t: Translator) -> Screen:
    leaf = await unit.run(changes.leaf, page)
    rows = [*_arrows(leaf, t), *_management(standing, t)]
    if leaf is None:
        return Screen(t("changes.none"), rows)
    score = await unit.run(change_scores.told, versions, leaf.change, clock())
    return Screen(lines(t("changes.title", at=leaf.at, of=leaf.of), change_text(leaf.change, score, t)), rows)


def _arrows(leaf: Published | None, t: Translator) -> Rows:
    if leaf is None:
        return []
    row = []
    if leaf.at > 1:
        row.append(button(t("button.page_before"), LeafButton(page=leaf.at - 2).pack()))
    if leaf.at < leaf.of:
        row.append(button(t("button.page_after"), LeafButton(page=leaf.at).pack()))
    return [row] if row else []


def _management(standing: Standing, t: Translator) -> Rows:
    return [[button(t("button.changes"), ChangesButton(page=0).pack())]] if standing.is_coordinator else []
