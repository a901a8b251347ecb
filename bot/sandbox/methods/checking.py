"""Parameters, checked against aiogram's own models: an unknown or wrong one is an error, deep down too.

Telegram ignores what it does not know; here that is a mistake somebody wants to hear of.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, ValidationError

from bot.sandbox.errors import Refusal, bad_request
from bot.sandbox.methods.omissions import check_carried_out

# What the Bot API says of these when they are missing.
MISSING: Mapping[str, str] = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
}

Model = TypeVar("Model", bound=TelegramMethod[Any])
T = TypeVar("T")


def checked(model: type[Model], given: Mapping[str, Any]) -> Model:
    """The call as aiogram models it. Raises Refusal, a 400."""
    try:
        made = model.model_validate(given)
    except ValidationError as error:
        raise _wrong(model, error) from None
    unknown = next(_unknown(made, ""), None)
    if unknown is not None:
        raise bad_request(f"unknown parameter {unknown} of {model.__api_method__}")
    check_carried_out(made)
    return made


def set_value(value: T | Default | None) -> T | None:
    """What a client gave; aiogram marks by a Default what it may have left to the bot."""
    return None if isinstance(value, Default) else value


def plain(value: BaseModel, *fields: str) -> dict[str, Any]:
    """An object as JSON, or these fields of it, without what was not given."""
    return value.model_dump(include=set(fields) or None, exclude_none=True, exclude_unset=True, by_alias=True)


def _wrong(model: type[TelegramMethod[Any]], error: ValidationError) -> Refusal:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing" and field in MISSING:
        return bad_request(MISSING[field])
    return bad_request(f"parameter {field} of {model.__api_method__}: {first['msg']}")


def _unknown(value: object, path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from (path + name for name in value.model_extra or ())
        for name in value.model_fields_set:
            each = value.__dict__.get(name)
            if isinstance(each, BaseModel | list):
                yield from _unknown(each, f"{path}{name}.")
    elif isinstance(value, list):
        for each in value:
            yield from _unknown(each, path)
