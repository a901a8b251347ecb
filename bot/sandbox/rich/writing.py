"""A tree of HTML as blocks to be sent: the same as a client might have given itself.

https://core.telegram.org/bots/api#inputrichblock
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.rich.inline import rich_text
from bot.sandbox.rich.tree import BLOCKS, Node

Block = dict[str, Any]

# Digits of an attribute's number.
LONGEST_NUMBER = 6


def blocks_of(node: Node) -> list[Block]:
    """The blocks inside a tag; what stands between them is a paragraph."""
    blocks: list[Block] = []
    loose: list[Node | str] = []
    for child in [*node.children, Node("")]:
        if isinstance(child, Node) and (child.tag in BLOCKS or not child.tag):
            text = rich_text(loose)
            blocks += [{"type": "paragraph", "text": text}] if text else []
            loose = []
            blocks += [_block(child)] if child.tag else []
        else:
            loose.append(child)
    return blocks


def _block(node: Node) -> Block:
    write = WRITERS.get(node.tag)
    if write is None:
        raise bad_request(f'can\'t parse rich message: Tag "{node.tag}" is unexpected here')
    return write(node)


def _text_block(kind: str, **more: object) -> Callable[[Node], Block]:
    return lambda node: {"type": kind, "text": rich_text(node.children), **more}


def _preformatted(node: Node) -> Block:
    inner = [child for child in node.children if isinstance(child, Node) and child.tag == "code"]
    code = inner[0] if len(node.children) == 1 and inner else node
    language = code.attributes.get("class", "").removeprefix("language-")
    text = rich_text(code.children, is_literal=True)
    return {"type": "pre", "text": text, **({"language": language} if language else {})}


def _list(node: Node) -> Block:
    items = []
    for number, item in enumerate(_named(node, "li"), _number(node, "start", 1)):
        boxes = list(_named(item, "input"))
        content = Node("", {}, [child for child in item.children if child not in boxes])
        made: Block = {"blocks": blocks_of(content)}
        if node.tag == "ol":
            made.update(value=_number(item, "value", number), type=node.attributes.get("type", "1"))
        if boxes:
            made.update(has_checkbox=True, is_checked="checked" in boxes[0].attributes)
        items.append(made)
    return {"type": "list", "items": items}


def _quotation(node: Node) -> Block:
    credit, content = _split(node, "cite")
    said = {"credit": rich_text(credit.children)} if credit else {}
    if "collapsed" in node.attributes:
        return {"type": "expandable_blockquote", "text": rich_text(content.children), **said}
    return {"type": "blockquote", "blocks": blocks_of(content), **said}


def _pull_quotation(node: Node) -> Block:
    credit, content = _split(node, "cite")
    said = {"credit": rich_text(credit.children)} if credit else {}
    return {"type": "pullquote", "text": rich_text(content.children), **said}


def _details(node: Node) -> Block:
    summary, content = _split(node, "summary")
    shown = {"is_open": True} if "open" in node.attributes else {}
    return {
        "type": "details",
        "summary": rich_text(summary.children) if summary else "",
        "blocks": blocks_of(content),
        **shown,
    }


def _table(node: Node) -> Block:
    caption, content = _split(node, "caption")
    table: Block = {"type": "table", "cells": [_row(row) for row in _named(content, "tr")]}
    table.update((f"is_{name}", True) for name in ("bordered", "striped", "compact") if name in node.attributes)
    return {**table, "caption": rich_text(caption.children)} if caption else table


def _row(row: Node) -> list[Block]:
    return [_cell(cell) for cell in row.children if isinstance(cell, Node) and cell.tag in {"td", "th"}]


def _cell(node: Node) -> Block:
    cell: Block = {
        "text": rich_text(node.children),
        "align": node.attributes.get("align") or ("center" if node.tag == "th" else "left"),
        "valign": node.attributes.get("valign") or "middle",
    }
    cell.update((name, _number(node, name, 1)) for name in ("colspan", "rowspan") if node.attributes.get(name))
    return {**cell, "is_header": True} if node.tag == "th" else cell


def _image(node: Node) -> Block:
    source = node.attributes.get("src", "")
    return {"type": "photo", "photo": {"type": "photo", "media": source}}


def _figure(node: Node) -> Block:
    caption, content = _split(node, "figcaption")
    images = list(_named(content, "img"))
    if len(images) != 1:
        raise bad_request("can't parse rich message: A figure holds one image")
    said = {"caption": {"text": rich_text(caption.children)}} if caption else {}
    return {**_image(images[0]), **said}


def _buttons(node: Node) -> Block:
    buttons = [_button(child) for child in _named(node, "tg-button")]
    align = {"align": node.attributes["align"]} if node.attributes.get("align") else {}
    return {"type": "buttons", "buttons": buttons, **align}


def _button(node: Node) -> Block:
    kind = node.attributes.get("type", "")
    values: Mapping[str, object] = {
        "callback_data": node.attributes.get("data", ""),
        "url": node.attributes.get("url", ""),
        "copy_text": {"text": node.attributes.get("data", "")},
        "disabled": {},
    }
    if kind not in values:
        raise bad_request(f'can\'t parse rich message: Button type "{kind}" is unknown')
    style = {"style": node.attributes["style"]} if node.attributes.get("style") else {}
    return {"text": rich_text(node.children), kind: values[kind], **style}


def _number(node: Node, name: str, usual: int) -> int:
    value = node.attributes.get(name) or str(usual)
    if not value.isascii() or not value.isdecimal() or len(value) > LONGEST_NUMBER:
        raise bad_request(f'can\'t parse rich message: Attribute "{name}" must be a number')
    return int(value)


def _named(node: Node, tag: str) -> Iterator[Node]:
    return (child for child in node.children if isinstance(child, Node) and child.tag == tag)


def _split(node: Node, tag: str) -> tuple[Node | None, Node]:
    """The first child with this tag, and the rest."""
    found = next(_named(node, tag), None)
    rest: Sequence[Node | str] = [child for child in node.children if child is not found]
    return found, Node(node.tag, node.attributes, list(rest))


WRITERS: Mapping[str, Callable[[Node], Block]] = {
    "p": _text_block("paragraph"),
    **{f"h{size}": _text_block("heading", size=size) for size in range(1, 7)},
    "footer": _text_block("footer"),
    "hr": lambda _: {"type": "divider"},
    "tg-math-block": lambda node: {"type": "mathematical_expression", "expression": rich_text(node.children)},
    "pre": _preformatted,
    "ul": _list,
    "ol": _list,
    "blockquote": _quotation,
    "aside": _pull_quotation,
    "details": _details,
    "table": _table,
    "img": _image,
    "figure": _figure,
    "tg-button-row": _buttons,
}
