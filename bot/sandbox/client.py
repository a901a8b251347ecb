"""A client for tests that reads like a conversation: a person sends, taps, sees.

What a Telegram does not let people do raises Impossible here, as it is refused by the control interface.
"""

import asyncio
from collections.abc import Sequence

from bot.sandbox.acts import answering, asking, writing
from bot.sandbox.acts.impossible import Impossible
from bot.sandbox.chats import Json, Message
from bot.sandbox.faults import Faults
from bot.sandbox.watching import PATIENCE_SECONDS, NotSeen, Watching
from bot.sandbox.world import Call, World

__all__ = ["Impossible", "NotSeen", "Someone", "Telegram"]


class Someone(Watching):
    """A person at their Telegram: what they do, beside what they see."""

    @property
    def id(self) -> int:
        """Their Telegram id."""
        return self.person.id

    async def send(self, text: str) -> int:
        """Write to the bot, in several messages when it is too long for one; the id of the last update."""
        return writing.write(self._world, self.person, text)

    async def attach(self, kind: str) -> int:
        """Send a photo, a voice, a sticker or a document."""
        return writing.attach(self._world, self.person, kind)

    async def attach_album(self, count: int) -> Sequence[int]:
        """Send an album of photos."""
        return writing.attach_album(self._world, self.person, count)

    async def edit(self, text: str) -> int:
        """Change the newest own message."""
        own = next(message for message in reversed(self.person.messages) if not message.from_bot)
        return writing.edit(self._world, self.person, own, text)

    async def tap(self, label: str, patience: float = PATIENCE_SECONDS) -> int:
        """Tap the newest button with this label, chosen or not; waits for it to appear."""
        message, data = await self._until(lambda: self._button(label), f"a button «{label}»", patience)
        return answering.tap(self._world, self.person, message, data)

    async def tap_data(self, data: str, message: Message | None = None) -> int:
        """Tap a button that carries this, whether or not there is one."""
        return answering.tap(self._world, self.person, message, data)

    async def block(self) -> int:
        """Block the bot."""
        return writing.set_blocked(self._world, self.person, blocked=True)

    async def unblock(self) -> int:
        """Unblock it."""
        return writing.set_blocked(self._world, self.person, blocked=False)

    async def write_in_group(self, text: str) -> int:
        """Write in a group that the bot is in."""
        return writing.write_in_group(self._world, self.person, text)

    async def send_file(self, name: str, content: bytes, kind: str = "document") -> int:
        """Send a file of one's own."""
        return writing.send_file(self._world, self.person, self._world.files.add(name, content), kind)

    async def forward(self, message: Message, owner: "Someone | None" = None) -> int:
        """Forward a message of one's own chat, or of somebody else's, to the bot."""
        return writing.forward(self._world, self.person, (owner or self).person, message)

    async def share_contact(self, phone_number: str = "+70000000000") -> int:
        """Share one's own telephone number."""
        return writing.share_contact(self._world, self.person, phone_number)

    async def share_users(self, request_id: int, chosen: "Sequence[Someone]") -> int:
        """Share people for the button of a reply keyboard."""
        people = [someone.person for someone in chosen]
        return writing.share_users(self._world, self.person, request_id, people)

    async def react(self, emoji: str, message: Message | None = None) -> int:
        """React to the bot's newest message, or to another one."""
        return answering.react(self._world, self.person, message or self.last, emoji)

    async def vote(self, *options: int) -> int:
        """Vote in the newest poll, by the places of the options from 0."""
        polls = (each for each in reversed(self.messages) if each.attachment and each.attachment.kind == "poll")
        return answering.vote(self._world, self.person, next(polls), list(options))

    async def ask_inline(self, query: str, offset: str = "") -> Sequence[Json]:
        """Ask inline; the results that the bot gives."""
        _, answer = await asking.ask(self._world, self.person, query, offset)
        results: Sequence[Json] = answer["results"]
        return results

    async def choose_inline(self, query: str, result: Json) -> int:
        """Send one of the results."""
        return asking.choose(self._world, self.person, query, result)


class Telegram:
    """The local Telegram, seen from outside."""

    def __init__(self, world: World) -> None:
        self.world = world

    def person(self, name: str, language: str = "ru", role: str = "citizen") -> Someone:
        """Somebody new."""
        return Someone(self.world, self.world.add_person(name, language, role))

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
        return list(self.world.calls)

    @property
    def faults(self) -> Faults:
        """Faults to order."""
        return self.world.faults
