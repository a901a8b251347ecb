"""The insides of paragraphs: a tree of tags as RichText, a text, an array or an object with a type.

https://core.telegram.org/bots/api#richtext
"""

import re
from collections.abc import Sequence
from typing import Any

from bot.sandbox.markup import tags
from bot.sandbox.rich.tree import Node

STYLES = {**tags.STYLES, "mark": "marked", "sub": "subscript", "sup": "superscript"}
_SPACE = re.compile(r"[ \t\r\n]+")


def rich_text(children: Sequence[Node | str], *, is_literal: bool = False) -> Any:  # noqa: ANN401 - JSON
    """The RichText of what a tag holds. White space is one space, unless it is literal as in <pre>."""
    parts = [part for child in children if (part := _part(child, is_literal=is_literal)) not in ("", None)]
    if not is_literal:
        parts = _trimmed(parts)
    return parts[0] if len(parts) == 1 else parts or ""


def _part(child: Node | str, *, is_literal: bool) -> Any:  # noqa: ANN401 - JSON
    if isinstance(child, str):
        return child if is_literal else _SPACE.sub(" ", child)
    inner = rich_text(child.children, is_literal=True) if is_literal else _inner(child)
    if child.tag in STYLES:
        return {"type": STYLES[child.tag], "text": inner}
    return "\n" if child.tag == "br" else _special(child, inner)


def _special(node: Node, inner: Any) -> Any:  # noqa: ANN401 - JSON
    """What a tag is that is no style; what is no RichText of its own is what it holds."""
    text = inner if isinstance(inner, str) else ""
    match node.tag:
        case "a":
            return {"type": "url", "text": inner, "url": node.attributes.get("href", "")}
        case "tg-emoji":
            emoji_id = node.attributes.get("emoji-id", "")
            return {"type": "custom_emoji", "custom_emoji_id": emoji_id, "alternative_text": text}
        case "tg-time":
            return {"type": "date_time", "text": inner, **tags.described("tg-time", node.attributes)}
        case "tg-math":
            return {"type": "mathematical_expression", "expression": text}
    return inner


def _inner(node: Node) -> Any:  # noqa: ANN401 - JSON
    """What a tag within a line holds: its white space at the ends is the line's."""
    parts = [part for child in node.children if (part := _part(child, is_literal=False)) not in ("", None)]
    return parts[0] if len(parts) == 1 else parts or ""


def _trimmed(parts: list[Any]) -> list[Any]:
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip(" ")
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(" ")
    return [part for part in parts if part != ""]
