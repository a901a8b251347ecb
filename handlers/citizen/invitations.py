"""Invitations: what a person is asked first, and the three answers to it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from aiogram import Router
from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.buttons import RowId
from handlers.rendering.questions import screen_of
from handlers.screens import Button, Replies, Screen, button
from handlers.standing import is_colleague
from handlers.texts import Translator, html
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys import inviting
from surveys.answering import Answering


class InvitationAct(StrEnum):
    """What a person does about an invitation."""

    RATE = "r"
    LATER = "l"
    NEVER = "n"
    AGAIN = "a"


class InvitationButton(CallbackData, prefix="in"):
    """An act on an invitation."""

    invitation: RowId
    act: InvitationAct


def router() -> Router:
    """Handlers of the buttons below an invitation."""
    router = Router(name="invitations")
    router.callback_query.register(react, InvitationButton.filter())
    return router


def invitation_screen(payload: Mapping[str, Any], t: Translator, *, reminder: bool) -> Screen:
    """The invitation, or its one reminder."""
    text = t(
        "invitation.reminder" if reminder else "invitation.text",
        service=html(payload["service"][t.language]),
        unit=html(payload["unit"][t.language]),
    )
    number = payload["invitation"]
    rate = _button(t("button.rate"), number, InvitationAct.RATE, ButtonStyle.PRIMARY)
    later = _button(t("button.not_now"), number, InvitationAct.LATER)
    never = _button(t("button.never_ask"), number, InvitationAct.NEVER)
    return Screen(text, [[rate], [later, never]])


async def react(
    callback: CallbackQuery,
    callback_data: InvitationButton,
    unit: Unit,
    person: Person,
    administrators: frozenset[int],
    answering: Answering,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Rate, not now, do not ask again, ask again after all."""
    number = callback_data.invitation
    match callback_data.act:
        case InvitationAct.RATE:
            colleague = await is_colleague(unit, person, administrators)
            step = await unit.run(inviting.accept, answering, person, number, colleague, clock())
            return screen_of(step, t).answers(callback)
        case InvitationAct.LATER:
            await unit.run(inviting.decline, person, number, clock())
            return Screen(t("invitation.declined")).answers(callback)
        case InvitationAct.NEVER:
            await unit.run(inviting.opt_out, person, clock())
            again = _button(t("button.ask_again"), number, InvitationAct.AGAIN)
            return Screen(t("invitation.opted_out"), [[again]]).answers(callback)
    await unit.run(inviting.opt_in, person)
    return Screen(t("invitation.opted_in")).answers(callback)


def _button(label: str, number: int, act: InvitationAct, style: ButtonStyle | None = None) -> Button:
    return button(label, InvitationButton(invitation=number, act=act).pack(), style)
