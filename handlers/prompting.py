"""Dialogues that ask for a text: what is expected is a row (storage.prompts), dropped as soon as a command comes."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Message

from handlers.filters import is_command, is_text
from handlers.screens import Replies
from storage import prompts
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from storage.prompts import Prompt


def dropping_router() -> Router:
    """Stands first: whoever calls a command has turned to something else."""
    router = Router(name="dropping")
    router.message.register(drop, is_command)
    return router


def prompted_router(*routers: Router) -> Router:
    """Asks these routers only when a text was asked for; their handlers get the `prompt`, which is read once."""
    router = Router(name="prompted")
    router.message.filter(is_text, is_prompted)
    router.include_routers(*routers)
    return router


async def drop(message: Message, unit: Unit, person: Person) -> Replies:  # noqa: ARG001 - aiogram passes it by position
    """Forget what was asked for and let the command through."""
    await unit.run(prompts.drop, person.id)
    raise SkipHandler


async def is_prompted(
    message: Message,  # noqa: ARG001 - as above
    unit: Unit,
    person: Person,
    clock: Clock,
) -> bool | dict[str, Prompt]:
    """Whether the person was asked for a text."""
    prompt = await unit.run(prompts.current, person.id, clock())
    return {"prompt": prompt} if prompt else False


def asked_for(*kinds: str) -> Callable[..., Awaitable[bool]]:
    """A filter for prompts of these kinds."""

    async def is_asked_for(message: Message, prompt: Prompt) -> bool:  # noqa: ARG001 - as above
        return prompt.kind in kinds

    return is_asked_for
