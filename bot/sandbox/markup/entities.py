"""Entities of a text, put in order as TDLib does before a message is stored.

https://core.telegram.org/bots/api#formatting-options: styles nest freely, but not around or within code; quotations do
not nest; all other entities can't contain each other.
"""

from collections.abc import Iterator, Sequence

from bot.sandbox.chats import Json
from handlers.limits import utf16_length

STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
QUOTATIONS = frozenset({"blockquote", "expandable_blockquote"})
CODE = frozenset({"code", "pre"})
# Of two entities with the same bounds the one with the lower number is the outer one.
PRIORITIES = {"blockquote": 0, "expandable_blockquote": 0, "pre": 10, "code": 20, "text_link": 49, "bold": 90}

Span = tuple[int, int]


def fixed(entities: Sequence[Json]) -> Sequence[Json]:
    """The entities that may stand beside each other, sorted as clients get them."""
    if not entities:
        return ()
    wholes = _apart([each for each in entities if each["type"] not in STYLES | QUOTATIONS])
    quotations = _apart([each for each in entities if each["type"] in QUOTATIONS])
    code = [_span(each) for each in wholes if each["type"] in CODE]
    styles = [each for kind in sorted(STYLES) for each in _style(kind, entities, code)]
    return sorted([*wholes, *quotations, *styles], key=_order)


def trimmed(text: str, entities: Sequence[Json]) -> tuple[str, Sequence[Json]]:
    """Without white space at the end, and at the beginning as far as no entity covers it."""
    kept = text.rstrip()
    first = min((each["offset"] for each in entities), default=len(kept))
    lead = len(kept) - len(kept.lstrip(" \n"))
    # White space is one UTF-16 unit a character, so that the offsets of the lead are places in the text too.
    lead = min(lead, first)
    kept, end = kept[lead:], utf16_length(kept)
    if lead == 0 and len(kept) == len(text):
        return text, entities
    return kept, list(_moved(entities, lead, end))


def _moved(entities: Sequence[Json], lead: int, end: int) -> Iterator[Json]:
    for each in entities:
        length = min(each["offset"] + each["length"], end) - each["offset"]
        if length > 0:
            yield {**each, "offset": each["offset"] - lead, "length": length}


def _apart(entities: Sequence[Json]) -> list[Json]:
    """Those that do not meet one that begins before them."""
    kept: list[Json] = []
    end = 0
    for each in sorted(entities, key=_order):
        if each["offset"] >= end:
            kept.append({name: value for name, value in each.items() if name != "language" or each["type"] == "pre"})
            end = each["offset"] + each["length"]
    return kept


def _style(kind: str, entities: Sequence[Json], code: Sequence[Span]) -> Iterator[Json]:
    """The spans of a style: those that touch are one, and what is code is cut out."""
    for begin, end in _joined(sorted(_span(each) for each in entities if each["type"] == kind)):
        at = begin
        for cut_begin, cut_end in code:
            if cut_begin < end and cut_end > at:
                if cut_begin > at:
                    yield {"type": kind, "offset": at, "length": cut_begin - at}
                at = max(at, cut_end)
        if at < end:
            yield {"type": kind, "offset": at, "length": end - at}


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return joined


def _span(entity: Json) -> Span:
    return entity["offset"], entity["offset"] + entity["length"]


def _order(entity: Json) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], PRIORITIES.get(entity["type"], 50)
