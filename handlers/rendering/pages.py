"""Long lists as pages of buttons."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from aiogram.types import InlineKeyboardButton

from handlers.screens import Rows
from handlers.texts import Translator

T = TypeVar("T")

# One choice a row, so that long names stay whole; a page and its arrows fit a phone without scrolling.
PAGE = 8

Turn = Callable[[int], str]


def page_of(
    items: Sequence[T], page: int, button: Callable[[T], InlineKeyboardButton], turn: Turn, t: Translator
) -> Rows:
    """One page of `items` as buttons, with arrows to its neighbours; a page out of range shows the nearest."""
    last = max(0, (len(items) - 1) // PAGE)
    page = min(max(page, 0), last)
    rows = [[button(item)] for item in items[page * PAGE : (page + 1) * PAGE]]
    arrows = []
    if page > 0:
        arrows.append(InlineKeyboardButton(text=t("button.page_before"), callback_data=turn(page - 1)))
    if page < last:
        arrows.append(InlineKeyboardButton(text=t("button.page_after"), callback_data=turn(page + 1)))
    return [*rows, arrows] if arrows else rows
