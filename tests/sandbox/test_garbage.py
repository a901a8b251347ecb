"""Whatever a client sends, it gets an answer in Telegram's form."""

from typing import Any

import pytest

from bot.sandbox.client import Someone
from bot.sandbox.errors import Refusal
from bot.sandbox.methods.registry import METHODS, call
from bot.sandbox.world import World

GARBAGE: tuple[Any, ...] = (
    "",
    "x",
    "9" * 50,
    -1,
    10**30,
    1.5,
    True,
    None,
    [],
    [[]],
    ["x"],
    {},
    {"type": "x"},
    [{"id": 1}],
)
# Enough to get past what every method looks at first.
USUAL = {
    "chat_id": 501,
    "from_chat_id": 501,
    "user_id": 501,
    "message_id": 1,
    "text": "<b>x</b>",
    "parse_mode": "HTML",
    "question": "?",
    "options": ["a", "b"],
    "url": "http://127.0.0.1:9/",
    "message_ids": [1],
    "commands": [],
    "results": [],
    "action": "typing",
    "rich_message": {"html": "<p>x</p>"},
    "media": [],
}


@pytest.mark.parametrize("name", sorted(METHODS))
async def test_every_parameter_may_be_anything(world: World, anna: Someone, name: str) -> None:
    model, _ = METHODS[name]
    usual = {field: value for field, value in USUAL.items() if field in model.model_fields}
    for field in model.model_fields:
        for value in GARBAGE:
            await outcome(world, name, {**usual, field: value})


async def outcome(world: World, name: str, given: dict[str, Any]) -> None:
    """A result or a refusal; everything else is a bug."""
    try:
        await call(world, name, {**given, "timeout": 0} if name == "getupdates" else given)
    except Refusal as refusal:
        if refusal.code not in {400, 404, 409}:
            raise
