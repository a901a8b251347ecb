"""/start with and without a link, and /help."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from handlers.buttons import ResumeButton
from handlers.citizen.choosing import SEARCH, begin, units_screen
from handlers.commands import commands_of
from handlers.common.links import INVITATION_LINK, ROLE_LINK, TOUCHPOINT_LINK
from handlers.menus import menu_of
from handlers.rendering.questions import screen_of
from handlers.screens import Replies, Screen, button
from handlers.staff import joining
from handlers.standing import COORDINATOR, Standing, is_colleague, standing_of, with_standing
from handlers.texts import Translator, lines
from lessons.school import School
from storage import audit, people, prompts, roles
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys import choosing, inviting
from surveys.answering import Answering


def router() -> Router:
    """Handlers of /start and /help."""
    router = Router(name="start")
    router.message.register(start, CommandStart())
    router.message.register(help_, Command("help"), with_standing)
    return router


async def start(
    message: Message,
    command: CommandObject,
    unit: Unit,
    person: Person,
    answering: Answering,
    school: School,
    clock: Clock,
    administrators: frozenset[int],
    t: Translator,
) -> Replies:
    """Open what the link names; without one, go on with an open survey or choose a service point."""
    await unit.run(people.welcome_back, person)
    # Whatever becomes of the link: they asked for the bot again.
    unit.begin_part()
    link = (command.args or "").strip()
    if link.startswith(ROLE_LINK):
        token = link.removeprefix(ROLE_LINK)
        screen = await _accept_role(token, unit, person, clock, t)
        screen = screen or await joining.open_link(message.from_user, token, unit, person, school, clock, t)
    elif link.startswith(TOUCHPOINT_LINK):
        code = link.removeprefix(TOUCHPOINT_LINK)
        screen = screen_of(await begin(code, unit, person, administrators, answering, clock), t)
    elif link.startswith(INVITATION_LINK):
        token = link.removeprefix(INVITATION_LINK)
        colleague = await is_colleague(unit, person, administrators)
        screen = screen_of(await unit.run(inviting.redeem, answering, person, token, colleague, clock()), t)
    else:
        screen = (
            Screen(t("start.unknown_link")) if link else await _home(unit, person, administrators, answering, clock, t)
        )
    standing = await standing_of(unit, person, administrators)
    # Before their first word there was no chat to put a menu into.
    menu = [menu_of(person.chat_id, standing, t)] if standing.is_coordinator or standing.is_staff else []
    return [screen.to(message.chat.id), *menu]


async def help_(message: Message, standing: Standing, t: Translator) -> Replies:
    """The commands this person may call."""
    listed = "\n".join(f"/{command.name} — {t(command.text)}" for command in commands_of(standing))
    return [Screen(lines(t("help.what"), listed)).to(message.chat.id)]


async def _accept_role(token: str, unit: Unit, person: Person, clock: Clock, t: Translator) -> Screen | None:
    """The welcome; None when the token is no coordinator's: it may be one of staff."""
    role = await unit.run(roles.accept, person, token, clock())
    # Staff are no subject of the audit; who may see what citizens say is.
    if role is not None and role.name == COORDINATOR:
        await unit.run(audit.record, person, role.name, "role_accepted", clock())
    return Screen(t(f"role.welcome_{role.name}")) if role else None


async def _home(
    unit: Unit, person: Person, administrators: frozenset[int], answering: Answering, clock: Clock, t: Translator
) -> Screen:
    await unit.run(prompts.ask, person.id, SEARCH, {}, clock())
    internal = await is_colleague(unit, person, administrators)
    chooser = units_screen(await unit.run(choosing.units, internal=internal), 0, t)
    if await unit.run(answering.resume, person) is None:
        return Screen(lines(t("start.welcome"), chooser.text), chooser.rows)
    go_on = button(t("button.resume"), ResumeButton().pack())
    return Screen(lines(t("start.welcome_back"), chooser.text), [[go_on], *chooser.rows])
