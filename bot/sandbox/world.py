"""The state of the local Telegram: people, their chats with the bot, and what has happened."""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.chats import COMMANDS_BUTTON, Content, Json, Message, Person, Toast
from bot.sandbox.clock import MovedClock
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.queries import Queries
from bot.sandbox.rates import Rates
from bot.sandbox.updates import Updates

# Looks like a token and is none.
DEMO_TOKEN = "1000001:SANDBOX-sandbox-SANDBOX-sandbox-SANDB"  # noqa: S105
BOT_ID = 1000001
BOT_NAME = "Otklik"
FIRST_PERSON = 501
# A demo may run for days: so many calls can be looked at.
CALLS_KEPT = 20_000
# And so many messages of a chat are there; those before them are as if deleted.
MESSAGES_KEPT = 10_000
# A note is over in seconds; whoever reads the state must not miss one of a few that come together.
TOASTS_KEPT = 50


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Bot API, as it was made.

    `error` is None when it was carried out, `at` is Unix time, `fault` the kind of the fault that it met.
    """

    method: str
    parameters: Mapping[str, Any]
    error: str | None
    at: int
    fault: str | None


@dataclass(slots=True)
class Profile:
    """What the bot says of itself, by language; "" is for everyone else."""

    names: dict[str, str] = field(default_factory=lambda: {"": BOT_NAME})
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called where no language is asked for."""
        return self.names.get("", BOT_NAME)


class World:
    """Everything, with a version that grows at every change."""

    def __init__(self, token: str = DEMO_TOKEN, username: str = "otklik_demo_bot", zone: str = "Europe/Moscow") -> None:
        self.token = token
        self.username = username
        self.zone = ZoneInfo(zone)
        self.clock = MovedClock()
        self.people: dict[int, Person] = {}
        self.updates = Updates(self.changed, self.clock)
        self.files = Files()
        self.faults = Faults()
        self.rates = Rates()
        self.profile = Profile()
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.commands: dict[str, Sequence[Mapping[str, str]]] = {}
        # Of the chats without one of their own.
        self.menu_button: Json = COMMANDS_BUTTON
        self.queries = Queries(self.clock, self.number)
        self.version = 0
        self._numbers = count(1)
        self._change = asyncio.Event()

    def now(self) -> int:
        """Unix time, as Telegram dates messages."""
        return int(self.clock().timestamp())

    def changed(self) -> None:
        """Note a change and wake whoever waits for one."""
        self.version += 1
        self._change.set()
        self._change = asyncio.Event()

    async def change(self) -> None:
        """Return at the next change."""
        await self._change.wait()

    def number(self) -> int:
        """A number nothing else has."""
        return next(self._numbers)

    def add_person(self, name: str, language: str, role: str = "citizen", *, is_shown: bool = True) -> Person:
        """A new person, whose chat is empty."""
        person = Person(FIRST_PERSON + len(self.people), name, language, role, is_shown)
        self.people[person.id] = person
        self.changed()
        return person

    def add_message(self, person: Person, content: Content, *, from_bot: bool) -> Message:
        """A bubble at the end of a chat."""
        message = Message(self.number(), from_bot, content, self.now())
        person.messages.append(message)
        del person.messages[:-MESSAGES_KEPT]
        if from_bot:
            person.action = None
        self.changed()
        return message

    def add_toast(self, person: Person, text: str, *, alert: bool) -> None:
        """A note over a chat."""
        person.toasts.append(Toast(self.number(), text, alert))
        del person.toasts[:-TOASTS_KEPT]
        self.changed()

    def commands_for(self, person: Person) -> Sequence[Mapping[str, str]]:
        """The menu a person sees: the most special scope and language that has one."""
        scopes = (f"chat:{person.id}", "all_private_chats", "default")
        # Menus are by languages of two letters; a Telegram may say en-GB.
        spoken = person.language.partition("-")[0]
        for scope in scopes:
            for language in (spoken, ""):
                if found := self.commands.get(f"{scope}/{language}"):
                    return found
        return ()
