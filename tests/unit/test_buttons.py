"""Buttons of the whole project: a tap reaches the handler it was made for."""

from collections import Counter
from collections.abc import Iterator

from aiogram.filters.callback_data import CallbackData

from handlers.routing import routers


def test_no_two_buttons_begin_alike() -> None:
    # Importing the routing imports every handler, and with it every button.
    assert routers()
    prefixes = Counter(each.__prefix__ for each in buttons(CallbackData))
    assert len(prefixes) > 40
    assert [prefix for prefix, count in prefixes.items() if count > 1] == []


def buttons(parent: type[CallbackData]) -> Iterator[type[CallbackData]]:
    for child in parent.__subclasses__():
        if child.__module__.startswith("handlers."):
            yield child
        yield from buttons(child)
