"""/lesson and everything below a card: the question, reviews, bookmarks, useful or not."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.rendering.checks import answered_screen, asked_screen
from handlers.rendering.course_days import final_screen, practice_screen
from handlers.rendering.lessons import bookmark_button, opened_screen
from handlers.screens import Replies, Screen, exchanged, toast
from handlers.staff.buttons import (
    NOT_SURE,
    BookmarkButton,
    CheckButton,
    ChoiceButton,
    LessonButton,
    ReviewButton,
    TodayButton,
    UsefulButton,
)
from handlers.standing import is_staff
from handlers.texts import Translator
from lessons import practising, studying
from lessons.course_days import NOT_LESSONS, RECALL
from lessons.plan import FINAL, PRACTICE
from lessons.school import School
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person


def router() -> Router:
    """Handlers of lessons."""
    router = Router(name="lesson")
    router.message.register(lesson, Command("lesson"), is_staff)
    router.callback_query.register(open_today, TodayButton.filter(), is_staff)
    router.callback_query.register(open_card, LessonButton.filter(), is_staff)
    router.callback_query.register(ask, CheckButton.filter(), is_staff)
    router.callback_query.register(answer, ChoiceButton.filter(), is_staff)
    router.callback_query.register(review, ReviewButton.filter(), is_staff)
    router.callback_query.register(bookmark, BookmarkButton.filter(), is_staff)
    router.callback_query.register(rate, UsefulButton.filter(), is_staff)
    return router


async def lesson(
    message: Message, unit: Unit, person: Person, school: School, clock: Clock, rich_messages: bool, t: Translator
) -> Replies:
    """Today's lesson, or the last one."""
    return [(await _newest(unit, person, school, clock, t, is_rich=rich_messages)).to(message.chat.id)]


async def open_today(
    callback: CallbackQuery,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    rich_messages: bool,
    t: Translator,
) -> Replies:
    """The same by a button."""
    return (await _newest(unit, person, school, clock, t, is_rich=rich_messages)).answers(callback)


async def open_card(
    callback: CallbackQuery,
    callback_data: LessonButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    rich_messages: bool,
    t: Translator,
) -> Replies:
    """A card by its code, below the message that named it."""
    card = await _card(unit, person, school, callback_data.lesson, clock, t, is_rich=rich_messages)
    return card.below(callback)


async def ask(
    callback: CallbackQuery,
    callback_data: CheckButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    t: Translator,
) -> Replies:
    """The question, below the card, so that the card stays."""
    asked = await unit.run(studying.ask, school, person, callback_data.lesson, clock())
    return asked_screen(asked, t).below(callback)


async def answer(
    callback: CallbackQuery,
    callback_data: ChoiceButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    t: Translator,
) -> Replies:
    """The answer with its explanation in place of the question."""
    choice = None if callback_data.choice == NOT_SURE else callback_data.choice
    answered = await unit.run(studying.answer, school, person, callback_data.check, choice, clock())
    return answered_screen(answered, t).answers(callback)


async def review(
    callback: CallbackQuery, unit: Unit, person: Person, school: School, clock: Clock, t: Translator
) -> Replies:
    """The next question from memory."""
    asked = await unit.run(studying.next_review, school, person, clock())
    if asked is None:
        return [toast(callback, t("check.none_due"), alert=True)]
    return asked_screen(asked, t).below(callback)


async def bookmark(
    callback: CallbackQuery,
    callback_data: BookmarkButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    rich_messages: bool,
    t: Translator,
) -> Replies:
    """Set or remove, and show it on the card's buttons."""
    code, marked = callback_data.lesson, callback_data.marked
    await unit.run(practising.bookmark, school, person, code, marked, clock())
    card = await _card(unit, person, school, code, clock, t, is_rich=rich_messages)
    return exchanged(callback, bookmark_button(code, t, is_bookmarked=marked)) or card.below(callback)


async def rate(
    callback: CallbackQuery,
    callback_data: UsefulButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Useful or not; the first word counts."""
    is_kept = await unit.run(practising.rate, school, person, callback_data.lesson, callback_data.useful, clock())
    return [toast(callback, t("lesson.rated" if is_kept else "lesson.rated_before"))]


async def _newest(unit: Unit, person: Person, school: School, clock: Clock, t: Translator, *, is_rich: bool) -> Screen:
    newest = await unit.run(studying.newest, person, clock())
    if newest is None or newest.content in (FINAL, RECALL):
        return final_screen(t)
    if newest.content == PRACTICE:
        return practice_screen(await unit.run(practising.week, school, person), school.catalog, t)
    if newest.content in NOT_LESSONS:
        return Screen(t("course.paused"))
    return await _card(unit, person, school, newest.content, clock, t, is_rich=is_rich)


async def _card(
    unit: Unit, person: Person, school: School, code: str, clock: Clock, t: Translator, *, is_rich: bool
) -> Screen:
    opened = await unit.run(studying.open_lesson, school, person, code, clock())
    return opened_screen(opened, t, is_rich=is_rich)
