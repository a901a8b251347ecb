"""Which survey is asked at which service point."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.authoring.buttons import AssignButton, AssignPageButton
from handlers.authoring.screens import points_screen
from handlers.screens import Replies
from handlers.standing import Standing, is_coordinator
from handlers.texts import Translator
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys import authoring
from surveys.authoring import Author
from surveys.versions import Versions


def router() -> Router:
    """Handlers of assigning."""
    router = Router(name="assigning")
    router.callback_query.register(show, AssignPageButton.filter(), is_coordinator)
    router.callback_query.register(assign, AssignButton.filter(), is_coordinator)
    return router


async def show(
    callback: CallbackQuery,
    callback_data: AssignPageButton,
    unit: Unit,
    standing: Standing,
    versions: Versions,
    t: Translator,
) -> Replies:
    """The points that this person may change."""
    points = await unit.run(authoring.points, versions, standing.units, callback_data.code)
    return points_screen(points, callback_data.code, callback_data.page, t).answers(callback)


async def assign(
    callback: CallbackQuery,
    callback_data: AssignButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Ask the survey at this point."""
    author, code = Author(person, standing.role), callback_data.code
    await unit.run(authoring.assign, versions, author, standing.units, code, callback_data.point, clock())
    points = await unit.run(authoring.points, versions, standing.units, callback_data.code)
    return points_screen(points, code, callback_data.page, t).answers(callback)
