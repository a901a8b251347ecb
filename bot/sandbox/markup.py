"""Telegram's HTML: a few tags, strictly nested; everything else is refused as Telegram refuses it.

https://core.telegram.org/bots/api#html-style
"""

from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from bot.sandbox.errors import bad_request

ENTITIES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as people read it, its entities as clients get them, and HTML that a page may show."""

    text: str
    entities: list[dict[str, object]]
    html: str


def formatted(source: str, parse_mode: str | None) -> Formatted:
    """Parse a text. Raises a 400 for markup that Telegram refuses."""
    if parse_mode is None:
        return Formatted(source, [], escape(source))
    if parse_mode.upper() != "HTML":
        raise bad_request("unsupported parse_mode")
    parser = _Parser()
    parser.feed(source)
    parser.close()
    return parser.result()


def utf16_length(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, int, str | None]] = []
        self._entities: list[dict[str, object]] = []
        self._text: list[str] = []
        self._html: list[str] = []

    @property
    def _offset(self) -> int:
        return utf16_length("".join(self._text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ENTITIES:
            raise bad_request(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {self._offset}')
        address = dict(attrs).get("href") if tag == "a" else None
        self._open.append((tag, self._offset, address))
        self._html.append(f'<a href="{escape(address)}" rel="noreferrer">' if address else f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise bad_request(
                f'can\'t parse entities: Unmatched end tag at byte offset {self._offset}, found "</{tag}>"'
            )
        _, start, address = self._open.pop()
        self._html.append(f"</{tag}>")
        if self._offset > start:
            entity: dict[str, object] = {"type": ENTITIES[tag], "offset": start, "length": self._offset - start}
            self._entities.append({**entity, "url": address} if address else entity)

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        self._html.append(escape(data))

    def result(self) -> Formatted:
        if self._open:
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to start tag {self._open[-1][0]}"
            )
        return Formatted("".join(self._text), self._entities, "".join(self._html))
