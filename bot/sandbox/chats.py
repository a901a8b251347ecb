"""People and their private chats with the bot."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]
Keyboard = Sequence[Sequence[Json]]

# What a person's Telegram shows in place of the menu of commands until the bot sets another button.
COMMANDS_BUTTON: Json = {"type": "commands"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a message carries: `kind` is the field of the Bot API's Message that holds `body`."""

    kind: str
    body: Any
    file_id: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a bubble shows. The text is the caption when something is attached; `html` may be shown by a page."""

    text: str = ""
    html: str = ""
    entities: Sequence[Json] = ()
    attachment: Attachment | None = None
    # The blocks of a rich message.
    rich: Sequence[Json] | None = None


@dataclass(slots=True)
class Message:
    """A bubble of a chat."""

    id: int
    from_bot: bool
    content: Content
    date: int
    keyboard: Keyboard = ()
    # Shown below the chat's input field: buttons that write, or the order to remove them.
    reply_keyboard: Json | None = None
    edited_at: int | None = None
    media_group_id: str | None = None
    forward_origin: Json | None = None
    reply_to: int | None = None
    is_protected: bool = False
    via_bot: bool = False
    is_pinned: bool = False
    # Emoji by who reacted: the bot or the person.
    reactions: dict[bool, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text or caption."""
        return self.content.text

    @property
    def entities(self) -> Sequence[Json]:
        """How the text is formatted, as the Bot API writes it."""
        return self.content.entities

    @property
    def attachment(self) -> Attachment | None:
        """What is attached."""
        return self.content.attachment

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
    """Somebody with a private chat with the bot. `has_started` is false until they write first.

    The role says who they are in the demo; Telegram and the bot know nothing of it.
    """

    id: int
    name: str
    language: str
    role: str = "citizen"
    # False: the bot can write to them, and the page leaves them out.
    is_shown: bool = True
    has_started: bool = False
    has_blocked: bool = False
    messages: list[Message] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)
    # None: the bot's default.
    menu_button: Json | None = None
    # What the bot is doing, as sendChatAction said.
    action: str | None = None
    # The newest message that was on the screen.
    seen: int = 0

    def message(self, message_id: int) -> Message | None:
        """The message with this id."""
        # Ids only grow, so the chat is sorted by them.
        place = bisect_left(self.messages, message_id, key=lambda message: message.id)
        found = self.messages[place] if place < len(self.messages) else None
        return found if found is not None and found.id == message_id else None

    @property
    def unread(self) -> int:
        """How many messages of the bot came since the person acted or looked."""
        return sum(message.from_bot and message.id > self.seen for message in self.messages)

    @property
    def reply_keyboard(self) -> Json | None:
        """The buttons below the input field: those that came last, until they are removed, or used if for one time."""
        has_written = False
        for message in reversed(self.messages):
            shown = message.reply_keyboard
            if shown is not None:
                is_used = has_written and shown.get("one_time_keyboard")
                return shown if "keyboard" in shown and not is_used else None
            has_written = has_written or not message.from_bot
        return None

    def has_seen_everything(self) -> None:
        """Note that the chat was looked at."""
        if self.messages:
            self.seen = self.messages[-1].id
