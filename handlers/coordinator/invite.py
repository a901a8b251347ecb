"""/invite: a link by which staff join, for one person or for a unit, with a limit and an expiry."""

from collections.abc import Sequence
from datetime import timedelta

from aiogram import Router
from aiogram.enums import ButtonStyle
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.common.links import role_link
from handlers.coordinator.staff_buttons import InviteButton, InviteUnitButton
from handlers.coordinator.units import unit_of, units_of
from handlers.screens import Replies, Screen, button, copy_button
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from lessons import enrolling
from storage.clock import Clock
from storage.database import Unit
from storage.organisation import UnitOf

# What is offered: (people, days).
OFFERS = ((1, 7), (10, 14), (30, 30), (100, 30))


def router() -> Router:
    """Handlers of /invite."""
    router = Router(name="invite")
    router.message.register(ask, Command("invite"), is_coordinator)
    router.callback_query.register(choose_unit, InviteUnitButton.filter(), is_coordinator)
    router.callback_query.register(invite, InviteButton.filter(), is_coordinator)
    return router


async def ask(message: Message, unit: Unit, standing: Standing, t: Translator) -> Replies:
    """Into which unit."""
    units = await units_of(unit, standing)
    if len(units) == 1:
        return [_offers(units[0], t).to(message.chat.id)]
    return [_units(units, t).to(message.chat.id)]


async def choose_unit(
    callback: CallbackQuery, callback_data: InviteUnitButton, unit: Unit, standing: Standing, t: Translator
) -> Replies:
    """For how many, and how long."""
    return _offers(await unit_of(unit, standing, callback_data.unit), t).answers(callback)


async def invite(
    callback: CallbackQuery,
    callback_data: InviteButton,
    unit: Unit,
    standing: Standing,
    clock: Clock,
    bot_name: str,
    t: Translator,
) -> Replies:
    """The link."""
    chosen = await unit_of(unit, standing, callback_data.unit)
    people, lasts = callback_data.people, timedelta(days=callback_data.days)
    link = role_link(bot_name, await unit.run(enrolling.invite, chosen.id, people, lasts, clock()))
    text = t.n("invite.link", people, unit=chosen.name[t.language], days=callback_data.days, link=link)
    return Screen(text, [[copy_button(t("button.copy_link"), link)]]).answers(callback)


def _units(units: Sequence[UnitOf], t: Translator) -> Screen:
    rows = [[button(each.name[t.language], InviteUnitButton(unit=each.id).pack())] for each in units]
    return Screen(t("invite.unit") if units else t("error.unknown_unit"), rows)


def _offers(chosen: UnitOf, t: Translator) -> Screen:
    rows = [
        [
            button(
                t.n("staff_button.invite_people", people, days=days),
                InviteButton(unit=chosen.id, people=people, days=days).pack(),
                ButtonStyle.PRIMARY if people == 1 else None,
            )
        ]
        for people, days in OFFERS
    ]
    return Screen(t("invite.how_many", unit=chosen.name[t.language]), rows)
