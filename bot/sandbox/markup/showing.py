"""A text with entities as HTML that a page may show: nothing but the tags below, everything else escaped.

`<a data-command="/help">` is a command that a tap on it sends.
"""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from bot.sandbox.chats import Json

# How an entity begins and ends; links begin with their address.
TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
    "text_link": ("", "</a>"),
    "url": ("", "</a>"),
    "email": ("", "</a>"),
    "bot_command": ("", "</a>"),
    "date_time": ("", "</tg-time>"),
}
# How those begin that carry values of their own.
TAGS_WITH_VALUES = {
    "text_link": '<a href="{url}">',
    "date_time": '<tg-time unix="{unix_time}" format="{date_time_format}">',
}


def shown(text: str, entities: Sequence[Json]) -> str:
    """The HTML of a text. Entities that overlap are closed and opened again, so that tags nest."""
    if not entities:
        return escape(text)
    units = text.encode("utf-16-le")
    places = sorted({0, len(units) // 2, *(place for each in entities for place in _ends(each))})
    html: list[str] = []
    opened: list[Json] = []
    for place, following in pairwise(places):
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
    if kind in TAGS_WITH_VALUES:
        return TAGS_WITH_VALUES[kind].format_map({name: escape(str(value)) for name, value in entity.items()})
    covered = units[2 * entity["offset"] : 2 * _ends(entity)[1]].decode("utf-16-le", "replace")
    match kind:
        case "url":
            return f'<a href="{escape(covered if "://" in covered else f"https://{covered}")}">'
        case "email":
            return f'<a href="mailto:{escape(covered)}">'
        case "bot_command":
            return f'<a data-command="{escape(covered)}">'
        case "pre" if entity.get("language"):
            return f'<pre><code class="language-{escape(entity["language"])}">'
    return TAGS.get(kind, ("", ""))[0]


def _end(entity: Json) -> str:
    if entity["type"] == "pre" and entity.get("language"):
        return "</code></pre>"
    return TAGS.get(entity["type"], ("", ""))[1]


def _ends(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]
