"""A text with entities as HTML that a page may show: nothing but the tags below, everything else escaped.

`<a data-command="/help">` is a command that a tap on it sends.
"""

from collections.abc import Sequence
from html import escape

from bot.sandbox.chats import Json

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def shown(text: str, entities: Sequence[Json]) -> str:
    """The HTML of a text. Entities that overlap are closed and opened again, so that tags nest."""
    if not entities:
        return escape(text)
    units = text.encode("utf-16-le")
    places = sorted({0, len(units) // 2, *(place for each in entities for place in _ends(each))})
    html: list[str] = []
    opened: list[Json] = []
    for place, following in zip(places, places[1:], strict=False):
        _close_ended(html, opened, place, units)
        for entity in entities:
            if entity["offset"] == place:
                html.append(_start(entity, units))
                opened.append(entity)
        html.append(escape(units[2 * place : 2 * following].decode("utf-16-le", "replace")))
    html.extend(_end(entity) for entity in reversed(opened))
    return "".join(html)


def _close_ended(html: list[str], opened: list[Json], place: int, units: bytes) -> None:
    ended = [number for number, entity in enumerate(opened) if _ends(entity)[1] <= place]
    if not ended:
        return
    above = opened[ended[0] :]
    del opened[ended[0] :]
    html.extend(_end(entity) for entity in reversed(above))
    for entity in above:
        if _ends(entity)[1] > place:
            html.append(_start(entity, units))
            opened.append(entity)


def _start(entity: Json, units: bytes) -> str:
    kind = entity["type"]
    covered = units[2 * entity["offset"] : 2 * _ends(entity)[1]].decode("utf-16-le", "replace")
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">'
    if kind == "url":
        return f'<a href="{escape(covered if "://" in covered else f"https://{covered}")}">'
    if kind == "email":
        return f'<a href="mailto:{escape(covered)}">'
    if kind == "bot_command":
        return f'<a data-command="{escape(covered)}">'
    if kind == "expandable_blockquote":
        return "<blockquote expandable>"
    if kind == "pre" and entity.get("language"):
        return f'<pre><code class="language-{escape(entity["language"])}">'
    return f"<{TAGS[kind]}>" if kind in TAGS else ""


def _end(entity: Json) -> str:
    kind = entity["type"]
    if kind in {"text_link", "url", "email", "bot_command"}:
        return "</a>"
    if kind == "expandable_blockquote":
        return "</blockquote>"
    if kind == "pre" and entity.get("language"):
        return "</code></pre>"
    return f"</{TAGS[kind]}>" if kind in TAGS else ""


def _ends(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]
