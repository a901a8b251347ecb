"""How large a rich message is: characters, blocks, depth, media, columns.

https://core.telegram.org/bots/api#rich-message-formatting-options
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.sandbox import limits
from bot.sandbox.errors import bad_request
from bot.sandbox.rich.receiving import MEDIA

Block = Mapping[str, Any]


def check_limits(blocks: Sequence[Block]) -> None:
    """Refuse a rich message that is too large. Raises Refusal."""
    nested = list(_nested(blocks, 1))
    columns = [_columns(row) for block, _ in nested for row in block.get("cells", ())]
    if not blocks:
        raise bad_request("message text is empty")
    if len(words(blocks)) > limits.LONGEST_RICH_MESSAGE:
        raise bad_request("message is too long")
    if len(nested) + len(columns) > limits.MOST_RICH_BLOCKS:
        raise bad_request("rich message has too many blocks")
    if max(depth for _, depth in nested) > limits.DEEPEST_RICH_BLOCK:
        raise bad_request("rich message is nested too deep")
    if sum(block.get("type") in MEDIA for block, _ in nested) > limits.MOST_RICH_MEDIA:
        raise bad_request("rich message has too many media")
    if any(each > limits.MOST_TABLE_COLUMNS for each in columns):
        raise bad_request("table has too many columns")


def words(value: Any) -> str:  # noqa: ANN401 - blocks or rich text
    """All texts of blocks, a line each."""
    return "\n".join(_lines(value)) if isinstance(value, list) else _flat(value)


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for name in ("summary", "text", "expression"):
            if name in block:
                yield _flat(block[name])
        yield from _lines(block.get("blocks", ()))
        for item in block.get("items", ()):
            yield from _lines(item["blocks"])
        for row in block.get("cells", ()):
            yield "\t".join(_flat(cell.get("text", "")) for cell in row)
        for name in ("caption", "credit"):
            if name in block:
                yield _flat(block[name])


def _flat(text: Any) -> str:  # noqa: ANN401 - RichText
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(map(_flat, text))
    return _flat(text.get("text", text.get("alternative_text", text.get("expression", ""))))


def _nested(blocks: Sequence[Block], depth: int) -> Iterator[tuple[Block, int]]:
    """Blocks and list items, with how deep they stand."""
    for block in blocks:
        yield block, depth
        yield from _nested(block.get("blocks", ()), depth + 1)
        yield from _nested(block.get("items", ()), depth + 1)


def _columns(row: Sequence[Block]) -> int:
    return sum(cell.get("colspan") or 1 for cell in row)
