"""The dispatcher with everything that handlers are given."""

from dataclasses import dataclass

from aiogram import Dispatcher

from handlers.acquaintance import Acquaintance
from handlers.requests import Requests
from handlers.routing import routers
from handlers.texts import Translators
from lessons.school import School
from storage.clock import Clock
from surveys.answering import Answering
from surveys.versions import Versions


@dataclass(frozen=True, slots=True)
class Given:
    """What handlers get by name, besides the `unit`, the `person` and their texts `t`."""

    answering: Answering
    versions: Versions
    clock: Clock
    translators: Translators
    administrators: frozenset[int]
    default_language: str
    bot_name: str
    requests: Requests
    school: School
    # Whether cards are rich messages, which older clients can't show.
    rich_messages: bool


def dispatcher_with(given: Given) -> Dispatcher:
    """A dispatcher without aiogram's finite state machine: state is in rows."""
    dispatcher = Dispatcher(
        disable_fsm=True,
        answering=given.answering,
        versions=given.versions,
        clock=given.clock,
        translators=given.translators,
        administrators=given.administrators,
        bot_name=given.bot_name,
        requests=given.requests,
        school=given.school,
        rich_messages=given.rich_messages,
    )
    dispatcher.update.outer_middleware(Acquaintance(given.translators, given.default_language))
    dispatcher.include_routers(*routers())
    return dispatcher
