"""All methods by name, and how one is called."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

from aiogram.methods import TelegramMethod
from pydantic import BaseModel

from bot.sandbox.errors import Refusal
from bot.sandbox.methods import copying, editing, lookups, media, messages, polls, profile, queries, sending, updates
from bot.sandbox.methods.checking import checked
from bot.sandbox.world import World

GROUPS: tuple[ModuleType, ...] = (updates, profile, sending, messages, media, editing, copying, queries, polls, lookups)

Function = Callable[[World, Any], Awaitable[Any]]
Model = type[TelegramMethod[Any]]


async def call(world: World, name: str, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """Carry out a method; names are not case-sensitive. Raises Refusal."""
    found = METHODS.get(name.lower())
    if found is None:
        raise Refusal(404, "Not Found: method not found")
    model, function = found
    return await function(world, checked(model, given))


@cache
def structured(name: str) -> frozenset[str]:
    """The parameters of a method that are objects or lists: a form sends these as JSON, and texts as they are."""
    model, _ = METHODS.get(name.lower(), (None, None))
    fields = model.model_fields if model is not None else {}
    return frozenset(field for field, info in fields.items() if _is_structured(info.annotation))


def _is_structured(hint: Any) -> bool:  # noqa: ANN401 - a type, or what typing makes of several
    kind = get_origin(hint) or hint
    is_itself = isinstance(kind, type) and issubclass(kind, BaseModel | list | dict)
    return is_itself or any(_is_structured(each) for each in get_args(hint))


def _methods(group: ModuleType) -> dict[str, tuple[Model, Function]]:
    """The public coroutine functions of a module whose second parameter is a method of aiogram."""
    found = {}
    for name, function in vars(group).items():
        if getattr(function, "__module__", "") == group.__name__ and not name.startswith("_"):
            hints = [hint for hint in get_type_hints(function).values() if isinstance(hint, type)]
            model = next((hint for hint in hints if issubclass(hint, TelegramMethod)), None)
            if model is not None:
                found[model.__api_method__.lower()] = model, function
    return found


METHODS: Mapping[str, tuple[Model, Function]] = {
    name: method for group in GROUPS for name, method in _methods(group).items()
}
