"""/preview: a lesson as staff see it, with its question and the right answer, in both languages."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.coordinator.staff_buttons import PreviewButton, PreviewsButton
from handlers.rendering.previews import preview_screen, previews_screen
from handlers.screens import Replies
from handlers.standing import is_coordinator
from handlers.texts import Translator, Translators
from lessons.school import School


def router() -> Router:
    """Handlers of /preview."""
    router = Router(name="preview")
    router.message.register(ask, Command("preview"), is_coordinator)
    router.callback_query.register(turn, PreviewsButton.filter(), is_coordinator)
    router.callback_query.register(show, PreviewButton.filter(), is_coordinator)
    return router


async def ask(
    message: Message,
    command: CommandObject,
    school: School,
    translators: Translators,
    rich_messages: bool,
    t: Translator,
) -> Replies:
    """A code or a name leads straight to the lesson; nothing, to all of them."""
    asked = (command.args or "").strip()
    lesson = school.catalog.lessons.get(asked) or next(iter(school.find(asked, t.language) if asked else ()), None)
    if lesson is None:
        return [previews_screen(school.catalog, 0, t).to(message.chat.id)]
    return [preview_screen(lesson, t.language, translators, t, is_rich=rich_messages).to(message.chat.id)]


async def turn(callback: CallbackQuery, callback_data: PreviewsButton, school: School, t: Translator) -> Replies:
    """Another page."""
    return previews_screen(school.catalog, callback_data.page, t).answers(callback)


async def show(
    callback: CallbackQuery,
    callback_data: PreviewButton,
    school: School,
    translators: Translators,
    rich_messages: bool,
    t: Translator,
) -> Replies:
    """The lesson in a language."""
    lesson = school.lesson(callback_data.lesson)
    screen = preview_screen(lesson, callback_data.language, translators, t, is_rich=rich_messages)
    return screen.answers(callback)
