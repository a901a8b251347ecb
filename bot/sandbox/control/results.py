"""The results of inline queries as somebody sends them back: those of their fields that are looked at.

https://core.telegram.org/bots/api#inlinequeryresult
"""

from pydantic import BaseModel, ConfigDict


class Known(BaseModel):
    """An object of the Bot API; the fields that are not looked at stay as they are."""

    model_config = ConfigDict(extra="allow")


class Entity(Known):
    """How a part of a text is formatted."""

    type: str
    offset: int
    length: int


class Words(Known):
    """The text of the message."""

    message_text: str = ""
    parse_mode: str | None = None
    entities: list[Entity] | None = None


class Button(Known):
    """A button below it."""

    text: str


class Markup(Known):
    """Its keyboard."""

    inline_keyboard: list[list[Button]]


class Result(Known):
    """A result."""

    id: str = ""
    title: str = ""
    input_message_content: Words | None = None
    reply_markup: Markup | None = None
