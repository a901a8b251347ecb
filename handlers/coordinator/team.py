"""/team: who is on course, and what the unit remembers and tries; how good the check questions are."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.staff_buttons import HealthButton, TeamButton
from handlers.coordinator.units import unit_of, units_of
from handlers.rendering.teams import team_screen
from handlers.requests import Requests
from handlers.screens import Replies, Screen, button, own_message, toast
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from lessons import team
from lessons.school import School
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person

# A kind of job.
ITEM_HEALTH = "item_health"


def router() -> Router:
    """Handlers of /team."""
    router = Router(name="team")
    router.message.register(ask, Command("team"), is_coordinator)
    router.callback_query.register(show, TeamButton.filter(), is_coordinator)
    router.callback_query.register(health, HealthButton.filter(), is_coordinator)
    return router


async def ask(message: Message, unit: Unit, standing: Standing, school: School, clock: Clock, t: Translator) -> Replies:
    """Which unit; the only one at once."""
    units = await units_of(unit, standing)
    if len(units) == 1:
        return [(await _screen(unit, standing, units[0].id, 0, school, clock, t)).to(message.chat.id)]
    rows = [[button(each.name[t.language], TeamButton(unit=each.id, page=0).pack())] for each in units]
    rows.append([button(t("staff_button.item_health"), HealthButton(page=0).pack())])
    return [Screen(t("team.unit"), rows).to(message.chat.id)]


async def show(
    callback: CallbackQuery,
    callback_data: TeamButton,
    unit: Unit,
    standing: Standing,
    school: School,
    clock: Clock,
    t: Translator,
) -> Replies:
    """The staff of a unit."""
    return (await _screen(unit, standing, callback_data.unit, callback_data.page, school, clock, t)).answers(callback)


async def health(
    callback: CallbackQuery,
    callback_data: HealthButton,
    unit: Unit,
    person: Person,
    requests: Requests,
    t: Translator,
) -> Replies:
    """The check questions of the whole organisation, for those who write lessons: counted after the commit."""
    message = own_message(callback)
    payload = {"page": callback_data.page, "message": message.message_id if message else None}
    await requests.put(unit, person, ITEM_HEALTH, payload)
    return [toast(callback, t("health.coming"))]


async def _screen(
    unit: Unit, standing: Standing, unit_id: int, page: int, school: School, clock: Clock, t: Translator
) -> Screen:
    chosen = await unit_of(unit, standing, unit_id)
    found = await unit.run(team.team_of, chosen.id, clock())
    return team_screen(chosen, found, school.catalog, page, t)
