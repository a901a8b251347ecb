"""A client for tests that reads like a conversation: a person sends, taps, sees."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox import acting
from bot.sandbox.faults import Faults
from bot.sandbox.world import Call, Message, Person, World

T = TypeVar("T")

# Real time that an answer may take; a test that passes never waits so long.
PATIENCE_SECONDS = 5.0


class NotSeen(AssertionError):
    """The person did not see what was expected; the text shows the chat as it was."""


class Someone:
    """A person at their Telegram."""

    def __init__(self, world: World, person: Person) -> None:
        self._world = world
        self.person = person

    @property
    def id(self) -> int:
        """Their Telegram id."""
        return self.person.id

    @property
    def messages(self) -> list[Message]:
        """What the bot has written."""
        return [message for message in self.person.messages if message.from_bot]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        return self.messages[-1]

    async def send(self, text: str) -> int:
        """Write to the bot; the id of the update."""
        return acting.write(self._world, self.person, text)

    async def attach(self, kind: str) -> int:
        """Send a photo, a voice, a sticker or a document."""
        return acting.attach(self._world, self.person, kind)

    async def edit(self, text: str) -> int:
        """Change the newest own message."""
        own = next(message for message in reversed(self.person.messages) if not message.from_bot)
        return acting.edit(self._world, self.person, own, text)

    async def tap(self, label: str, patience: float = PATIENCE_SECONDS) -> int:
        """Tap the newest button with this label, chosen or not; waits for it to appear."""
        message, data = await self._until(lambda: self._button(label), f"a button «{label}»", patience)
        return acting.tap(self._world, self.person, message, data)

    async def tap_data(self, data: str, message: Message | None = None) -> int:
        """Tap a button that carries this, whether or not there is one."""
        return acting.tap(self._world, self.person, message, data)

    async def sees(self, part: str, patience: float = PATIENCE_SECONDS) -> Message:
        """Wait until the bot's newest message contains `part`; `patience` in seconds."""

        def seen() -> Message | None:
            return self.last if self.messages and part in self.last.text else None

        return await self._until(seen, f"«{part}»", patience)

    async def sees_messages(self, count: int, patience: float = PATIENCE_SECONDS) -> None:
        """Wait until the bot has written so many messages."""

        def seen() -> bool | None:
            return len(self.messages) >= count or None

        await self._until(seen, f"{count} messages", patience)

    async def sees_change(self, shown: tuple[int, str], patience: float = PATIENCE_SECONDS) -> None:
        """Wait until the chat is other than `shown`: (number of the bot's messages, text of the newest) or a note."""
        notes = len(self.person.toasts)

        def seen() -> bool | None:
            now = len(self.messages), self.last.text if self.messages else ""
            return now != shown or len(self.person.toasts) > notes or None

        await self._until(seen, "a change", patience)

    async def sees_toast(self, part: str) -> None:
        """Wait until a note over the chat contains `part`."""

        def seen() -> bool | None:
            return any(part in toast.text for toast in self.person.toasts) or None

        await self._until(seen, f"a note «{part}»")

    async def block(self) -> int:
        """Block the bot."""
        return acting.set_blocked(self._world, self.person, blocked=True)

    async def unblock(self) -> int:
        """Unblock it."""
        return acting.set_blocked(self._world, self.person, blocked=False)

    async def write_in_group(self, text: str) -> int:
        """Write in a group that the bot is in."""
        return acting.write_in_group(self._world, self.person, text)

    def data_of(self, label: str) -> str:
        """What the button with this label carries."""
        found = self._button(label)
        if found is None:
            raise NotSeen(self._told(f"a button «{label}»"))
        return found[1]

    def _button(self, label: str) -> tuple[Message, str] | None:
        for message in reversed(self.messages):
            for row in message.keyboard:
                for button in row:
                    if label in (button["text"], button["text"].removeprefix("✓ ")) and "callback_data" in button:
                        return message, button["callback_data"]
        return None

    async def _until(self, look: Callable[[], T | None], what: str, patience: float = PATIENCE_SECONDS) -> T:
        try:
            async with asyncio.timeout(patience):
                while (found := look()) is None:
                    await self._world.change()
        except TimeoutError:
            raise NotSeen(self._told(what)) from None
        return found

    def _told(self, what: str) -> str:
        lines = [f"{self.person.name} does not see {what}. The chat:"]
        for message in self.person.messages:
            lines.append(f"  {'bot' if message.from_bot else self.person.name}: {message.text}")
            lines.extend(f"      {row}" for row in message.buttons)
        lines.extend(f"  note: {toast.text}" for toast in self.person.toasts)
        return "\n".join(lines)


class Telegram:
    """The local Telegram, seen from outside."""

    def __init__(self, world: World) -> None:
        self.world = world

    def person(self, name: str, language: str = "ru") -> Someone:
        """Somebody new."""
        return Someone(self.world, self.world.add_person(name, language))

    def replay(self, update_id: int) -> None:
        """Deliver an update again."""
        self.world.updates.replay(update_id)

    async def settled(self, patience: float = PATIENCE_SECONDS) -> None:
        """Wait until the bot has confirmed every update."""
        async with asyncio.timeout(patience):
            while self.world.updates.waiting:
                await self.world.change()

    @property
    def calls(self) -> list[Call]:
        """Every call of the Bot API so far."""
        return self.world.calls

    @property
    def faults(self) -> Faults:
        """Faults to order."""
        return self.world.faults
