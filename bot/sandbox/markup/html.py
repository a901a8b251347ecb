"""Telegram's HTML, read as TDLib reads it: a few tags, strictly nested, four named references.

https://core.telegram.org/bots/api#html-style; the texts of errors are those of TDLib's parse_html, which count bytes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import Refusal
from bot.sandbox.markup.links import checked_link
from bot.sandbox.markup.references import dereferenced, unescaped
from bot.sandbox.markup.tags import TYPES, Attributes, described, kept, unparsable
from handlers.limits import utf16_length

_SPECIAL = re.compile("[<&]")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that waits for its end."""

    name: str
    # UTF-16 units before it, and pieces of text before it.
    offset: int
    pieces: int
    attributes: Attributes = field(default_factory=dict)


def parsed(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its tags, and the entities in the order of their ends. Raises Refusal."""
    reading = _Reading(source)
    reading.read()
    return "".join(reading.text), reading.entities


class _Reading:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._offset = 0
        self._open: list[_Open] = []
        self.text: list[str] = []
        self.entities: list[dict[str, Any]] = []

    def read(self) -> None:
        while (found := _SPECIAL.search(self._source, self._at)) is not None:
            self._say(self._source[self._at : found.start()])
            self._at = found.start()
            self._read_special()
        self._say(self._source[self._at :])
        if self._open:
            raise unparsable(f"Can't find end tag corresponding to start tag {self._open[-1].name}")

    def _read_special(self) -> None:
        if self._source[self._at] == "&":
            character, self._at = dereferenced(self._source, self._at)
            self._say(character)
        elif self._source.startswith("/", self._at + 1):
            self._read_end()
        else:
            self._read_start()

    def _say(self, text: str) -> None:
        if text:
            self.text.append(text)
            self._offset += utf16_length(text)

    def _read_start(self) -> None:
        begin, name = self._at, self._take(_TAG_NAME, skip=1).lower()
        if self._is_over:
            raise self._error("Unclosed start tag", begin)
        if name not in TYPES:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        attributes: dict[str, str] = {}
        while (attribute := self._attribute(name, begin)) is not None:
            attributes.update(kept(name, *attribute))
        if name == "span" and attributes.get("class") != "spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(name, self._offset, len(self.text), attributes))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str] | None:
        """The next attribute of a start tag; None at its end, which is passed."""
        self._take(_SPACE)
        if self._source.startswith(">", self._at):
            self._at += 1
            return None
        name = self._take(_ATTRIBUTE_NAME)
        if self._is_over:
            raise self._error("Unclosed start tag", begin)
        if not name:
            raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
        self._take(_SPACE)
        if not self._source.startswith("=", self._at):
            return name, ""
        self._at += 1
        self._take(_SPACE)
        value = self._value()
        if self._is_over:
            raise self._error("Unclosed start tag", begin)
        return name, value

    def _value(self) -> str:
        quote = self._source[self._at : self._at + 1]
        if quote not in {'"', "'"}:
            begin, token = self._at, self._take(_TOKEN)
            if not self._is_over and not (self._source[self._at].isspace() or self._source[self._at] == ">"):
                raise self._error("Unexpected end of name token", begin)
            return token.lower()
        end = self._source.find(quote, self._at + 1)
        raw = self._source[self._at + 1 : end if end >= 0 else None]
        self._at = end + 1 if end >= 0 else len(self._source)
        return unescaped(raw)

    def _read_end(self) -> None:
        begin = self._at
        if not self._open:
            raise self._error("Unexpected end tag", begin)
        name = self._take(_TAG_NAME, skip=2).lower()
        self._take(_SPACE)
        if not self._source.startswith(">", self._at):
            raise self._error("Unclosed end tag", begin)
        self._at += 1
        tag = self._open.pop()
        if name and name != tag.name:
            sides = f', expected "</{tag.name}>", found "</{name}>"'
            raise self._error("Unmatched end tag", begin, sides)
        if self._offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        entity = {"type": TYPES[tag.name], "offset": tag.offset, "length": self._offset - tag.offset}
        entity.update(described(tag.name, tag.attributes))
        inner = self.entities[-1] if self.entities else None
        language = tag.attributes.get("class", "")
        if tag.name == "a":
            url = checked_link(tag.attributes.get("href") or "".join(self.text[tag.pieces :]))
            if url:
                self.entities.append({**entity, "url": url})
        elif tag.name in {"pre", "code"} and inner is not None and _is_language_of(entity, inner, language):
            inner.update(type="pre", **({"language": language} if language else {}))
        elif tag.name == "code" and language:
            # Shown as code; an enclosing <pre> takes the language.
            self.entities.append({**entity, "language": language})
        else:
            self.entities.append(entity)

    def _take(self, pattern: re.Pattern[str], skip: int = 0) -> str:
        found = pattern.match(self._source, self._at + skip)
        # Every pattern here matches the empty text too.
        taken = found[0] if found else ""
        self._at += skip + len(taken)
        return taken

    @property
    def _is_over(self) -> bool:
        return self._at >= len(self._source)

    def _error(self, what: str, at: int, rest: str = "") -> Refusal:
        return unparsable(f"{what} at byte offset {len(self._source[:at].encode())}{rest}")


def _is_language_of(entity: Mapping[str, Any], inner: Mapping[str, Any], language: str) -> bool:
    """Whether <pre><code class="language-x">, or the two the other way round, are one block of code."""
    is_same = (entity["offset"], entity["length"]) == (inner["offset"], inner["length"])
    if entity["type"] == "pre":
        return is_same and inner["type"] == "code" and "language" in inner
    return is_same and inner["type"] == "pre" and bool(language)
