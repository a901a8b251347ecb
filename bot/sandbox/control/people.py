"""People: new ones, their language, whether they look at the chat, whether they have blocked the bot."""

from typing import Literal

from aiohttp import web
from pydantic import Field

from bot.sandbox.acts import writing
from bot.sandbox.control.requests import WORLD, Body, body, done, person_of


class NewPerson(Body):
    """Somebody; the role is what the page calls them, rights come from the bot."""

    name: str = Field(min_length=1, max_length=64)
    language: str = Field("ru", pattern=r"^[a-z]{2,3}(-[A-Za-z]+)*$")
    role: Literal["citizen", "staff", "coordinator", "administrator"] = "citizen"


class Language(Body):
    """The language of a person's Telegram."""

    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]+)*$")


async def add(request: web.Request) -> web.Response:
    """Somebody new."""
    given = await body(request, NewPerson)
    return done(id=request.app[WORLD].add_person(given.name, given.language, given.role).id)


async def speak(request: web.Request) -> web.Response:
    """Change the language of a person's Telegram; the bot sees it with the next act."""
    person = person_of(request)
    person.language = (await body(request, Language)).language
    request.app[WORLD].changed()
    return done()


async def read(request: web.Request) -> web.Response:
    """Look at the chat: nothing is unread any more."""
    person_of(request).has_seen_everything()
    request.app[WORLD].changed()
    return done()


async def block(request: web.Request) -> web.Response:
    """Block the bot."""
    return done(update_id=writing.set_blocked(request.app[WORLD], person_of(request), blocked=True))


async def unblock(request: web.Request) -> web.Response:
    """Unblock the bot."""
    return done(update_id=writing.set_blocked(request.app[WORLD], person_of(request), blocked=False))
