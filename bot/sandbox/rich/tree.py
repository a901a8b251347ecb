"""HTML as a tree of the tags that rich messages know, strictly nested."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.sandbox.errors import Refusal, bad_request

TEXTS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "footer", "tg-math-block"})
HOLDERS = frozenset({"ul", "ol", "blockquote", "aside", "table", "details", "figure", "tg-button-row"})
PARTS = frozenset({"li", "cite", "tr", "td", "th", "caption", "summary", "figcaption", "tg-button"})
BLOCKS = TEXTS | HOLDERS | PARTS | {"hr", "img"}
STYLES = frozenset({"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "mark", "sub", "sup"})
INLINE = STYLES | {"a", "br", "input", "tg-spoiler", "tg-emoji", "tg-time", "tg-math"}
# They have no end.
VOID = frozenset({"hr", "br", "img", "input"})


@dataclass(slots=True)
class Node:
    """A tag with what is inside."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)


def parsed(source: str) -> Node:
    """The tree below a nameless root. Raises Refusal."""
    reading = _Reading()
    reading.feed(source)
    reading.close()
    if len(reading.open) > 1:
        raise _unparsable(f"Can't find end tag corresponding to start tag {reading.open[-1].tag}")
    return reading.open[0]


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in BLOCKS | INLINE:
            raise _unparsable(f'Unsupported start tag "{tag}"')
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open[-1].tag != tag:
            raise _unparsable(f'Unmatched end tag, found "</{tag}>"')
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _unparsable(reason: str) -> Refusal:
    return bad_request(f"can't parse rich message: {reason}")
