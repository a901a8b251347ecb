"""A person answers: taps, reacts, votes, asks inline."""

from aiohttp import web
from pydantic import Field

from bot.sandbox import limits
from bot.sandbox.acts import answering, asking
from bot.sandbox.control.requests import WORLD, Body, actor_of, body, done, message_of
from bot.sandbox.control.results import Result


class Tap(Body):
    """A button that carries this. Of a message that is gone, too: clients show what they remember."""

    data: str
    message_id: int | None = None


class Reaction(Body):
    """An emoji; an empty text takes the reaction back."""

    message_id: int
    emoji: str


class Vote(Body):
    """The places of the chosen options, from 0; none takes the vote back."""

    message_id: int
    options: list[int]


class Inline(Body):
    """A query after the bot's name."""

    query: str = Field("", max_length=limits.LONGEST_INLINE_QUERY)
    offset: str = ""


class Choice(Body):
    """One of the results that the bot gave to a query."""

    query: str
    result: Result


async def tap(request: web.Request) -> web.Response:
    """Tap a button, or forge one."""
    person, given = actor_of(request), await body(request, Tap)
    message = person.message(given.message_id) if given.message_id is not None else None
    return done(update_id=answering.tap(request.app[WORLD], person, message or given.message_id, given.data))


async def react(request: web.Request) -> web.Response:
    """React to a message."""
    person, given = actor_of(request), await body(request, Reaction)
    message = message_of(person, given.message_id)
    return done(update_id=answering.react(request.app[WORLD], person, message, given.emoji))


async def vote(request: web.Request) -> web.Response:
    """Vote in a poll."""
    person, given = actor_of(request), await body(request, Vote)
    message = message_of(person, given.message_id)
    return done(update_id=answering.vote(request.app[WORLD], person, message, given.options))


async def ask(request: web.Request) -> web.Response:
    """Ask inline; the answer is the bot's, as answerInlineQuery gave it."""
    person, given = actor_of(request), await body(request, Inline)
    try:
        query_id, answer = await asking.ask(request.app[WORLD], person, given.query, given.offset)
    except asking.NoAnswer:
        raise web.HTTPGatewayTimeout(text="The bot did not answer the query in 10 seconds.") from None
    return done(query_id=query_id, **answer)


async def choose(request: web.Request) -> web.Response:
    """Send one of the results."""
    person, given = actor_of(request), await body(request, Choice)
    chosen = given.result.model_dump(exclude_none=True)
    return done(update_id=asking.choose(request.app[WORLD], person, given.query, chosen))
