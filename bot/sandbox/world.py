"""The state of the local Telegram: people, their chats with the bot, and what has happened."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.sandbox.faults import Faults
from bot.sandbox.updates import Updates

# Looks like a token and is none.
DEMO_TOKEN = "1000001:SANDBOX-sandbox-SANDBOX-sandbox-SANDB"  # noqa: S105
BOT_ID = 1000001
FIRST_PERSON = 501
# A plain number, as Telegram's ids of recent accounts; every id of the sandbox is far from it.
Keyboard = Sequence[Sequence[Mapping[str, Any]]]


@dataclass(slots=True)
class Message:
    """A bubble of a chat."""

    id: int
    from_bot: bool
    text: str
    html: str
    date: int
    entities: list[dict[str, object]] = field(default_factory=list)
    keyboard: Keyboard = ()
    edited: bool = False
    attachment: str | None = None

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of the keyboard, by rows."""
        return [[str(button["text"]) for button in row] for row in self.keyboard]

    @property
    def labels(self) -> list[str]:
        """The labels of the keyboard, one after the other."""
        return [label for row in self.buttons for label in row]


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a tap, shown over the chat."""

    id: int
    text: str
    alert: bool


@dataclass(slots=True)
class Person:
    """Somebody with a private chat with the bot. `has_started` is false until they write first."""

    id: int
    name: str
    language: str
    has_started: bool = False
    has_blocked: bool = False
    messages: list[Message] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)

    def message(self, message_id: int) -> Message | None:
        """The message with this id."""
        return next((each for each in self.messages if each.id == message_id), None)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Bot API, as it was made."""

    method: str
    parameters: Mapping[str, Any]
    error: str | None


class World:
    """Everything, with a version that grows at every change."""

    def __init__(self, token: str = DEMO_TOKEN, username: str = "otklik_demo_bot") -> None:
        self.token = token
        self.username = username
        self.people: dict[int, Person] = {}
        self.updates = Updates(self.changed)
        self.faults = Faults()
        self.calls: list[Call] = []
        self.commands: dict[str, list[Mapping[str, str]]] = {}
        # Taps that wait for their answer: callback query id -> person.
        self.open_taps: dict[str, int] = {}
        self.version = 0
        self._numbers = count(1)
        self._change = asyncio.Event()

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

    def add_person(self, name: str, language: str) -> Person:
        """A new person, whose chat is empty."""
        person = Person(FIRST_PERSON + len(self.people), name, language)
        self.people[person.id] = person
        self.changed()
        return person

    def add_message(self, person: Person, message: Message) -> Message:
        """A bubble at the end of a chat."""
        person.messages.append(message)
        self.changed()
        return message

    def add_toast(self, person: Person, text: str, *, alert: bool) -> None:
        """A note over a chat."""
        person.toasts.append(Toast(self.number(), text, alert))
        self.changed()

    def commands_for(self, person: Person) -> Sequence[Mapping[str, str]]:
        """The menu a person sees: the most special scope and language that has one."""
        scopes = (f"chat:{person.id}", "all_private_chats", "default")
        for scope in scopes:
            for language in (person.language, ""):
                if found := self.commands.get(f"{scope}/{language}"):
                    return found
        return ()


def now() -> int:
    """Unix time, as Telegram dates messages."""
    return int(time.time())
