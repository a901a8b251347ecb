"""What the draft changes, and what becomes of it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from handlers.authoring.buttons import DiscardButton, SubmitButton, SurveyAct, SurveyButton, VersionsButton
from handlers.authoring.screens import changes_screen, survey_screen, version_screen, versions_screen
from handlers.screens import Replies, Screen
from handlers.standing import Standing, is_author, is_coordinator
from handlers.texts import Translator, lines
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys import authoring
from surveys.authoring import Author
from surveys.versions import Versions


def router() -> Router:
    """Handlers of drafts and versions as wholes."""
    router = Router(name="publishing")
    router.callback_query.register(show_changes, SurveyButton.filter(F.act == SurveyAct.CHANGES), is_author)
    router.callback_query.register(discard, DiscardButton.filter(), is_author)
    router.callback_query.register(submit, SubmitButton.filter(), is_author)
    router.callback_query.register(show_versions, VersionsButton.filter(), is_coordinator)
    return router


async def show_changes(
    callback: CallbackQuery,
    callback_data: SurveyButton,
    unit: Unit,
    person: Person,
    versions: Versions,
    t: Translator,
) -> Replies:
    """The differences from the newest version: what is read here is what is published."""
    code = callback_data.code
    state = await unit.run(authoring.state, versions, code)
    changes = await unit.run(authoring.changes, versions, code)
    is_approval_needed = await unit.run(authoring.needs_approval)
    return changes_screen(state, changes, person.id, is_approval_needed, t).answers(callback)


async def submit(
    callback: CallbackQuery,
    callback_data: SubmitButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Publish, propose or approve."""
    author, code = Author(person, standing.role), callback_data.code
    act = authoring.approve if callback_data.approve else authoring.submit
    version = await unit.run(act, author, code, callback_data.revision, clock())
    told = t("draft.proposed") if version is None else t("draft.published", version=version)
    screen = survey_screen(await unit.run(authoring.state, versions, code), standing, t)
    return Screen(lines(told, screen.text), screen.rows).answers(callback)


async def discard(
    callback: CallbackQuery,
    callback_data: DiscardButton,
    unit: Unit,
    person: Person,
    standing: Standing,
    versions: Versions,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Throw the draft away."""
    author, code = Author(person, standing.role), callback_data.code
    await unit.run(authoring.discard, author, code, callback_data.draft, callback_data.revision, clock())
    state = await unit.run(authoring.state, versions, code)
    return survey_screen(state, standing, t).answers(callback)


async def show_versions(
    callback: CallbackQuery, callback_data: VersionsButton, unit: Unit, versions: Versions, t: Translator
) -> Replies:
    """All versions, or what one of them changed."""
    history = await unit.run(authoring.history, versions, callback_data.code)
    if callback_data.version is None:
        return versions_screen(callback_data.code, history, t).answers(callback)
    return version_screen(callback_data.code, history, callback_data.version, t).answers(callback)
