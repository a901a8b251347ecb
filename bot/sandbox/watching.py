"""What a person sees: their chat, and patience until something appears in it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox.chats import Message, Person
from bot.sandbox.files import StoredFile
from bot.sandbox.world import World

T = TypeVar("T")

# Real time that an answer may take; a test that passes never waits so long.
PATIENCE_SECONDS = 5.0


class NotSeen(AssertionError):
    """The person did not see what was expected; the text shows the chat as it was."""


class Watching:
    """A person who looks at their chat with the bot."""

    def __init__(self, world: World, person: Person) -> None:
        self._world = world
        self.person = person

    @property
    def messages(self) -> list[Message]:
        """What the bot has written."""
        return [message for message in self.person.messages if message.from_bot]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        return self.messages[-1]

    async def sees(self, part: str, patience: float = PATIENCE_SECONDS) -> Message:
        """Wait until the bot's newest message contains `part`; `patience` in seconds."""

        def seen() -> Message | None:
            return self.last if self.messages and part in self.last.text else None

        return await self._until(seen, f"«{part}»", patience)

    async def sees_button(self, label: str, patience: float = PATIENCE_SECONDS) -> Message:
        """Wait until the bot's newest message has a button with this label."""

        def seen() -> Message | None:
            return self.last if self.messages and label in self.last.labels else None

        return await self._until(seen, f"a button «{label}» below the newest message", patience)

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

    async def sees_file(self, kind: str, patience: float = PATIENCE_SECONDS) -> StoredFile:
        """Wait until the bot's newest message carries a file of this kind: photo, document ...; its name and bytes."""

        def seen() -> StoredFile | None:
            attached = self.last.attachment if self.messages else None
            if attached is None or attached.kind != kind or attached.file_id is None:
                return None
            return self._world.files.get(attached.file_id)

        return await self._until(seen, f"a {kind}", patience)

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
            author = "bot" if message.from_bot else self.person.name
            carried = f" [{message.attachment.kind}]" if message.attachment else ""
            lines.append(f"  {author}{carried}: {message.text}")
            lines.extend(f"      {row}" for row in message.buttons)
        lines.extend(f"  note: {toast.text}" for toast in self.person.toasts)
        return "\n".join(lines)
