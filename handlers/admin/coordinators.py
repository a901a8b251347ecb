"""/coordinators: invite coordinators by one-use links, withdraw the role."""

from aiogram import Router
from aiogram.enums import ButtonStyle
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.buttons import CoordinatorsAct, CoordinatorsButton
from handlers.common.links import role_link
from handlers.menus import no_menu_of
from handlers.screens import Button, Replies, Screen, button, copy_button
from handlers.standing import ADMINISTRATOR_ROLE, COORDINATOR, is_administrator
from handlers.texts import Translator
from storage import audit, roles
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person


def router() -> Router:
    """Handlers of /coordinators."""
    router = Router(name="coordinators")
    router.message.register(show, Command("coordinators"), is_administrator)
    router.callback_query.register(act, CoordinatorsButton.filter(), is_administrator)
    return router


async def show(message: Message, unit: Unit, t: Translator) -> Replies:
    """How many coordinators there are, and what can be done."""
    return [(await _overview(unit, t)).to(message.chat.id)]


async def act(
    callback: CallbackQuery,
    callback_data: CoordinatorsButton,
    unit: Unit,
    person: Person,
    clock: Clock,
    bot_name: str,
    t: Translator,
) -> Replies:
    """Invite one, or withdraw the role from all."""
    if callback_data.act is CoordinatorsAct.WITHDRAW:
        chats = await unit.run(roles.withdraw, COORDINATOR)
        await unit.run(audit.record, person, ADMINISTRATOR_ROLE, "roles_withdrawn", clock(), {"count": len(chats)})
        return [*(await _overview(unit, t)).answers(callback), *(no_menu_of(chat) for chat in chats)]
    token = await unit.run(roles.invite, COORDINATOR, clock())
    await unit.run(audit.record, person, ADMINISTRATOR_ROLE, "role_invited", clock())
    link = role_link(bot_name, token)
    copy = copy_button(t("button.copy_link"), link)
    days = roles.INVITATION_LASTS.days
    return Screen(t.n("coordinators.invited", days, link=link), [[copy]]).answers(callback)


async def _overview(unit: Unit, t: Translator) -> Screen:
    count = await unit.run(roles.count, COORDINATOR)
    rows = [[_button(t("button.invite_coordinator"), CoordinatorsAct.INVITE, ButtonStyle.PRIMARY)]]
    if count:
        rows.append([_button(t("button.withdraw_coordinators"), CoordinatorsAct.WITHDRAW, ButtonStyle.DANGER)])
    return Screen(t.n("coordinators.count", count), rows)


def _button(label: str, act: CoordinatorsAct, style: ButtonStyle) -> Button:
    return button(label, CoordinatorsButton(act=act).pack(), style)
