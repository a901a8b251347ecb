"""Joining a course by a link: name and unit, course, hour, zone, then the first lesson at once."""

from aiogram import Router
from aiogram.types import CallbackQuery, User

from handlers.rendering.joining import begun_text, courses_screen, hours_screen, name_screen, zones_screen
from handlers.rendering.lessons import lesson_screen
from handlers.screens import Replies, Screen
from handlers.staff.buttons import JoinAct, JoinButton
from handlers.staff.zones import offered
from handlers.standing import is_staff
from handlers.texts import Translator
from lessons import enrolling, expecting
from lessons.preferences import checked_hour
from lessons.school import School
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person


def router() -> Router:
    """Handlers of the buttons of joining."""
    router = Router(name="joining")
    router.callback_query.register(act, JoinButton.filter(), is_staff)
    return router


async def open_link(
    user: User | None, token: str, unit: Unit, person: Person, school: School, clock: Clock, t: Translator
) -> Screen:
    """Begin with the name to be shown, or say that the person is on course already."""
    proposed = user.full_name if user else ""
    enrollment = await unit.run(enrolling.open_link, school, person, token, proposed, clock())
    if enrollment.state != "joining":
        return Screen(t("join.joined_already"))
    if not enrollment.shown_name:
        await unit.run(expecting.expect, person, expecting.NAME, clock())
    return name_screen(enrollment, t)


async def act(
    callback: CallbackQuery,
    callback_data: JoinButton,
    unit: Unit,
    person: Person,
    school: School,
    clock: Clock,
    rich_messages: bool,
    t: Translator,
) -> Replies:
    """One step; each is kept at once, so that joining can be left and taken up again."""
    value = callback_data.value
    await unit.run(expecting.expect_nothing, person)
    match callback_data.act:
        case JoinAct.NAME_FITS:
            await unit.run(enrolling.joining, person)
            return courses_screen(school.catalog.courses, t).answers(callback)
        case JoinAct.OTHER_NAME:
            await unit.run(expecting.expect, person, expecting.NAME, clock())
            return Screen(t("join.write_name")).answers(callback)
        case JoinAct.COURSE:
            school.course(value)
            await unit.run(enrolling.choose, person, course=value)
            return hours_screen(t).answers(callback)
        case JoinAct.HOUR:
            hour = checked_hour(int(value) if value.isdecimal() else -1)
            enrollment = await unit.run(enrolling.choose, person, hour=hour)
            return zones_screen(enrollment, t).answers(callback)
        case JoinAct.OTHER_ZONE:
            await unit.run(expecting.expect, person, expecting.ZONE, clock())
            return Screen(t("settings.write_zone")).answers(callback)
        case JoinAct.ZONE:
            zone = offered(int(value)) if value.isdecimal() else None
            await unit.run(enrolling.choose, person, zone=zone)
            confirmed, first = await begin(unit, person, school, clock, t, is_rich=rich_messages)
            return [*confirmed.answers(callback), *first]


async def begin(
    unit: Unit, person: Person, school: School, clock: Clock, t: Translator, *, is_rich: bool
) -> tuple[Screen, Replies]:
    """Start the course: the confirmation, then the first lesson."""
    enrollment = await unit.run(enrolling.start, school, person, clock())
    lesson = school.lesson(school.course_or_first(enrollment.course).lessons[0])
    return Screen(begun_text(enrollment, t)), [lesson_screen(lesson, t, is_rich=is_rich).to(person.chat_id)]
