"""/language: choose the language the bot speaks, and how it writes."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.acquaintance import LANGUAGES
from handlers.buttons import LanguageButton
from handlers.common.reading import reading_row
from handlers.screens import Replies, Screen, button
from handlers.texts import Translator, Translators
from storage import people
from storage.database import Unit
from storage.people import Person


def router() -> Router:
    """Handlers of /language."""
    router = Router(name="language")
    router.message.register(ask, Command("language"))
    router.callback_query.register(choose, LanguageButton.filter())
    return router


async def ask(message: Message, person: Person, t: Translator, translators: Translators) -> Replies:
    """Offer the languages, and easy reading."""
    screen = languages_screen(t, translators)
    return [Screen(screen.text, [*screen.rows, reading_row(person, t)]).to(message.chat.id)]


def languages_screen(t: Translator, translators: Translators) -> Screen:
    """The languages, each in its own words."""
    row = [
        button(
            translators(language)("language.name"),
            LanguageButton(language=language).pack(),
        )
        for language in LANGUAGES
    ]
    return Screen(t("language.ask"), [row])


async def choose(
    callback: CallbackQuery,
    callback_data: LanguageButton,
    unit: Unit,
    person: Person,
    translators: Translators,
) -> Replies:
    """Keep the choice and confirm it in that language."""
    language = callback_data.language if callback_data.language in LANGUAGES else person.language
    chosen = await unit.run(people.choose_language, person, language)
    return Screen(translators(language, easy=chosen.easy_reading)("language.chosen")).answers(callback)
