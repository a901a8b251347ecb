"""/practice: what did you try; "I did it" with an optional line; if-then plans."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.rendering.course_days import practice_screen
from handlers.rendering.practice import did_screen, moments_screen, planned_screen, reports_text
from handlers.screens import Replies, Screen
from handlers.staff.buttons import DidButton, LineButton, NothingButton, PlanButton, WhenButton
from handlers.standing import is_staff
from handlers.texts import Translator, lines
from lessons import expecting, practising
from lessons.school import School
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person


def router() -> Router:
    """Handlers of practice."""
    router = Router(name="practice")
    router.message.register(practice, Command("practice"), is_staff)
    router.callback_query.register(did, DidButton.filter(), is_staff)
    router.callback_query.register(did_nothing, NothingButton.filter(), is_staff)
    router.callback_query.register(ask_line, LineButton.filter(), is_staff)
    router.callback_query.register(ask_when, WhenButton.filter(), is_staff)
    router.callback_query.register(plan, PlanButton.filter(), is_staff)
    return router


async def practice(message: Message, unit: Unit, person: Person, school: School, t: Translator) -> Replies:
    """The week's lessons to report, questions from memory, and what was reported so far."""
    screen = practice_screen(await unit.run(practising.week, school, person), school.catalog, t)
    told = reports_text(await unit.run(practising.reports, person), school.catalog, t)
    return [Screen(lines(screen.text, told), screen.rows).to(message.chat.id)]


async def did(
    callback: CallbackQuery,
    callback_data: DidButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    t: Translator,
) -> Replies:
    """I did it."""
    await unit.run(practising.did, school, person, callback_data.lesson, clock())
    return did_screen(school.lesson(callback_data.lesson), t).below(callback)


async def did_nothing(
    callback: CallbackQuery, unit: Unit, person: Person, school: School, clock: Clock, t: Translator
) -> Replies:
    """Nothing this week: no reproach."""
    await unit.run(practising.did, school, person, None, clock())
    return Screen(t("practice.nothing")).below(callback)


async def ask_line(
    callback: CallbackQuery,
    callback_data: LineButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Take the next text for a line about it."""
    lesson = school.lesson(callback_data.lesson)
    await unit.run(expecting.expect, person, f"{expecting.LINE}{lesson.code}", clock())
    return Screen(t("practice.write_line", lesson=lesson.in_(t.language).title)).below(callback)


async def ask_when(
    callback: CallbackQuery,
    callback_data: WhenButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    t: Translator,
) -> Replies:
    """When will you do it?"""
    lesson = school.lesson(callback_data.lesson)
    moments = await unit.run(practising.moments, school, person, clock())
    return moments_screen(lesson, moments, t).below(callback)


async def plan(
    callback: CallbackQuery,
    callback_data: PlanButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    t: Translator,
) -> Replies:
    """Keep the plan and repeat it in the words of a plan."""
    code, today, hour = callback_data.lesson, callback_data.today, callback_data.hour
    planned = await unit.run(practising.plan, school, person, code, today, hour, clock())
    return planned_screen(planned, t).answers(callback)
