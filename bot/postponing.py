"""Leaves the building of aiogram's models to their first use (docs/decisions/postponed-models.md).

aiogram builds all of its 446 models when it is imported, though a bot meets about 40 of them. It calls `model_rebuild`
on each, with the names that their annotations use; pydantic would do so by itself at the first use, but could not know
these names.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel

TYPES = "aiogram.types"

Names = dict[str, Any]


@contextmanager
def postponing() -> Iterator[None]:
    """If aiogram is imported in this block, each of its models is built when it is first used.

    Does nothing when aiogram has been imported before.
    """
    names: Names = {}
    build = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = _putting_off(build.__func__, names)  # type: ignore[method-assign]
    try:
        yield
    finally:
        BaseModel.model_rebuild = build  # type: ignore[method-assign]
    if names:
        _know(names)


def _putting_off(build: Any, names: Names) -> Any:  # noqa: ANN401 - a method of pydantic and its stand-in
    def put_off(cls: type[BaseModel], /, *, _types_namespace: Names | None = None, **how: Any) -> bool | None:  # noqa: ANN401 - as above
        if _types_namespace is not None and cls.__module__.startswith(TYPES):
            names.update(_types_namespace)
            return None
        # One frame more lies between pydantic and its caller, in whose names it may look.
        how["_parent_namespace_depth"] = how.get("_parent_namespace_depth", 2) + 1
        built: bool | None = build(cls, _types_namespace=_types_namespace, **how)
        return built

    return classmethod(put_off)


def _know(names: Names) -> None:
    """Give the names to aiogram's models for the time when pydantic builds them."""
    build = BaseModel.__dict__["model_rebuild"].__func__

    def knowing(cls: type[BaseModel], /, *, _types_namespace: Names | None = None, **how: Any) -> bool | None:  # noqa: ANN401 - as above
        built: bool | None = build(cls, _types_namespace=_types_namespace or names, **how)
        return built

    methods = sys.modules["aiogram.methods.base"]
    for base in (sys.modules["aiogram.types.base"].TelegramObject, methods.TelegramMethod, methods.Response):
        base.model_rebuild = classmethod(knowing)
