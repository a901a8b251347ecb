"""Long lists as pages of buttons."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from handlers.screens import Button, Rows, button
from handlers.texts import Translator

T = TypeVar("T")

# One choice a row, so that long names stay whole; a page and its arrows fit a phone without scrolling.
PAGE = 8

Turn = Callable[[int], str]


def page_of(items: Sequence[T], page: int, choice: Callable[[T], Button], turn: Turn, t: Translator) -> Rows:
    """One page of `items` as buttons, with arrows to its neighbours; a page out of range shows the nearest."""
    last = max(0, (len(items) - 1) // PAGE)
    page = min(max(page, 0), last)
    rows = [[choice(item)] for item in items[page * PAGE : (page + 1) * PAGE]]
    arrows = []
    if page > 0:
        arrows.append(button(t("button.page_before"), turn(page - 1)))
    if page < last:
        arrows.append(button(t("button.page_after"), turn(page + 1)))
    return [*rows, arrows] if arrows else rows
