"""What control requests share: the world, the person and message they name, their bodies, their refusals."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.sandbox.acts.impossible import check_can_act
from bot.sandbox.bodies import Unreadable, loads
from bot.sandbox.chats import Message, Person
from bot.sandbox.world import World

WORLD = web.AppKey("world", World)

Links = Sequence[Mapping[str, object]]
LINKS: web.AppKey[Links] = web.AppKey("links", tuple)


class Body(BaseModel):
    """The JSON object of a control request; what it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid")


B = TypeVar("B", bound=Body)


async def body(request: web.Request, model: type[B]) -> B:
    """The body of a request; a 400 with one sentence when it is not as documented. No body is an empty object."""
    given: Any = {}
    try:
        if request.can_read_body:
            given = loads(await request.read())
    except Unreadable:
        raise mistake("The body is no JSON.") from None
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "body"
        raise mistake(f"{field}: {first['msg'].removeprefix('Value error, ')}.") from None


def person_of(request: web.Request) -> Person:
    """The person whom the address names; 404 when there is none."""
    return person_with(request, request.match_info["person"])


def actor_of(request: web.Request) -> Person:
    """The person whom the address names, to act on the bot. Raises Impossible."""
    person = person_of(request)
    check_can_act(person)
    return person


def person_with(request: web.Request, person_id: int | str) -> Person:
    """The person with this id; 404 when there is none."""
    person = request.app[WORLD].people.get(int(person_id))
    if person is None:
        raise web.HTTPNotFound(text=f"There is nobody with the id {person_id}.")
    return person


def message_of(person: Person, message_id: int) -> Message:
    """A message of a chat; a 400 when it is not there."""
    message = person.message(message_id)
    if message is None:
        raise mistake(f"The chat of {person.name} has no message {message_id}.")
    return message


def mistake(sentence: str) -> web.HTTPBadRequest:
    """A request that cannot be carried out, and why."""
    return web.HTTPBadRequest(text=sentence)


def done(**result: object) -> web.Response:
    """What came of a request."""
    return web.json_response(result)
