"""Entities that a client gives itself, beside a text without markup: they must lie within it, as TDLib checks.

The words of the errors are TDLib's (fix_formatted_text, clean_input_string_with_entities) as the Bot API gives them.
"""

from collections.abc import Sequence

from bot.sandbox import limits
from bot.sandbox.chats import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.markup.links import checked_link
from bot.sandbox.markup.tags import check_time
from handlers.limits import utf16_length

# A link to somebody, whom Telegram mentions.
PERSON = "tg://user?id="


def checked(text: str, entities: Sequence[Json]) -> Sequence[Json]:
    """The entities of a text, without empty ones. Raises Refusal for one that does not lie within the text."""
    for entity in entities:
        for name in ("offset", "length"):
            if not 0 <= entity[name] <= limits.FARTHEST_ENTITY:
                raise bad_request(f"receive an entity with incorrect {name} {entity[name]}")
        _check_values(entity)
    covering = [_whole(entity) for entity in entities if entity["length"]]
    if covering:
        _check_places(_symbol_ends(text), sorted(covering, key=lambda each: each["offset"]))
    return covering


def _check_values(entity: Json) -> None:
    if entity["type"] == "date_time":
        check_time(entity.get("unix_time"), entity.get("date_time_format", ""))
    elif entity["type"] == "text_link":
        url = entity.get("url", "")
        if not checked_link(url) and not url.startswith(PERSON):
            reason = "Wrong HTTP URL" if url else "URL host is empty"
            raise bad_request(f"entity URL '{url}' is invalid: {reason}")


def _whole(entity: Json) -> Json:
    return {"date_time_format": "", **entity} if entity["type"] == "date_time" else entity


def _check_places(ends: Sequence[int | None], entities: Sequence[Json]) -> None:
    """`ends` as `_symbol_ends` gives them."""
    last = len(ends) - 1
    for entity in entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        if begin > last:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {begin}")
        if ends[begin] is not None:
            raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {ends[begin]}")
        named = f"entity beginning at UTF-16 offset {begin} ends"
        if end > last:
            raise bad_request(f"{named} after the end of the text at UTF-16 offset {end}")
        if ends[end] is not None:
            raise bad_request(f"{named} in a middle of a UTF-16 symbol at byte offset {ends[end]}")


def _symbol_ends(text: str) -> Sequence[int | None]:
    """For each UTF-16 offset up to the end: the byte at which the symbol ends that it cuts; None if it cuts none."""
    ends: list[int | None] = [None]
    size = 0
    for character in text:
        size += len(character.encode())
        ends += [size] * (utf16_length(character) - 1) + [None]
    return ends
