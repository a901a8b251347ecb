"""Easy reading: one option a row, words beside numbers, simpler texts; switched on and off below /language."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.screens import Button, Replies, Screen, button
from handlers.texts import Translator, Translators
from storage import people
from storage.database import Unit
from storage.people import Person


class ReadingButton(CallbackData, prefix="ye"):
    """How the person likes to read from now on."""

    easy: bool


def router() -> Router:
    """The handler of the choice."""
    router = Router(name="reading")
    router.callback_query.register(choose, ReadingButton.filter())
    return router


def reading_row(person: Person, t: Translator) -> Sequence[Button]:
    """The button that switches to the other way of writing."""
    label = t("button.reading_usual") if person.easy_reading else t("button.reading_easy")
    return [button(label, ReadingButton(easy=not person.easy_reading).pack())]


async def choose(
    callback: CallbackQuery, callback_data: ReadingButton, unit: Unit, person: Person, translators: Translators
) -> Replies:
    """Keep the choice and show it at once."""
    chosen = await unit.run(people.choose_reading, person, callback_data.easy)
    t = translators(chosen.language, easy=chosen.easy_reading)
    text = t("reading.easy") if chosen.easy_reading else t("reading.usual")
    return Screen(text, [reading_row(chosen, t)]).answers(callback)
