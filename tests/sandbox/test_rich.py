"""Rich messages: HTML to blocks, blocks as they are received, limits."""

from typing import Any

import pytest
from aiogram.types import Message

from bot.sandbox.client import Someone
from bot.sandbox.rich.labels import label
from bot.sandbox.rich.tree import parsed
from bot.sandbox.rich.writing import blocks_of
from bot.sandbox.world import World
from tests.sandbox.conftest import Api
from tests.sandbox.test_media import png

PAGE = """
<h2>Урок <b>3</b></h2>
<p>Слушайте  до конца.</p> свободный текст
<ol start="3"><li>раз</li><li value="9">два</li></ol>
<ul><li><input type="checkbox" checked>сделано</li></ul>
<blockquote>цитата<cite>автор</cite></blockquote>
<blockquote collapsed>длинная</blockquote>
<aside>вынос</aside>
<pre><code class="language-python">a  = 1
</code></pre>
<table bordered striped><caption>Итог</caption><tr><th>Точка</th><th align="right">Балл</th></tr>
<tr><td colspan="2">нет данных</td></tr></table>
<details open><summary>Ещё</summary><p>внутри</p></details>
<hr><tg-math-block>a^2</tg-math-block>
<tg-button-row align="center">
<tg-button type="callback_data" data="l:1" style="primary">Дальше</tg-button>
</tg-button-row>
<footer>конец</footer>
"""


async def test_html_becomes_blocks_that_aiogram_reads(api: Api, anna: Someone) -> None:
    sent = await api.ok("sendRichMessage", chat_id=anna.id, rich_message={"html": PAGE})
    message = Message.model_validate(sent)
    assert message.rich_message is not None
    kinds = [block.type for block in message.rich_message.blocks]
    assert kinds == [
        *("heading", "paragraph", "paragraph", "list", "list", "blockquote", "expandable_blockquote", "pullquote"),
        *("pre", "table", "details", "divider", "mathematical_expression", "buttons", "footer"),
    ]
    assert "Слушайте до конца.\nсвободный текст\nраз" in anna.last.text


@pytest.mark.parametrize(
    ("source", "block"),
    [
        ("<h1>a</h1>", {"type": "heading", "size": 1, "text": "a"}),
        ("a <i>b</i>", {"type": "paragraph", "text": ["a ", {"type": "italic", "text": "b"}]}),
        ("<p>a<br>b</p>", {"type": "paragraph", "text": ["a", "\n", "b"]}),
        (
            '<p><a href="https://e.org">x</a></p>',
            {"type": "paragraph", "text": {"type": "url", "text": "x", "url": "https://e.org"}},
        ),
        ("<pre> a\n b</pre>", {"type": "pre", "text": " a\n b"}),
        ('<img src="tg://photo?id=a">', {"type": "photo", "photo": {"type": "photo", "media": "tg://photo?id=a"}}),
        (
            '<figure><img src="f"><figcaption>c</figcaption></figure>',
            {"type": "photo", "photo": {"type": "photo", "media": "f"}, "caption": {"text": "c"}},
        ),
        (
            '<table compact><tr><td align="right">1</td></tr></table>',
            {"type": "table", "is_compact": True, "cells": [[{"text": "1", "align": "right", "valign": "middle"}]]},
        ),
        (
            '<ul><li><input type="checkbox">a</li></ul>',
            {
                "type": "list",
                "items": [{"blocks": [{"type": "paragraph", "text": "a"}], "has_checkbox": True, "is_checked": False}],
            },
        ),
    ],
)
def test_blocks_of_html(source: str, block: dict[str, Any]) -> None:
    assert blocks_of(parsed(source)) == [block]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<p>x", "Can't find end tag corresponding to start tag p"),
        ("<p>x</b></p>", 'Unmatched end tag, found "</b>"'),
        ("<script>x</script>", 'Unsupported start tag "script"'),
        ('<ol><li value="x">a</li></ol>', 'Attribute "value" must be a number'),
        ("<li>x</li>", 'Tag "li" is unexpected here'),
        ("<figure></figure>", "A figure holds one image"),
        ('<tg-button-row><tg-button type="x">a</tg-button></tg-button-row>', 'Button type "x" is unknown'),
    ],
)
async def test_refused_html(api: Api, anna: Someone, source: str, reason: str) -> None:
    refused = await api.refused("sendRichMessage", chat_id=anna.id, rich_message={"html": source})
    assert refused == f"Bad Request: can't parse rich message: {reason}"


def paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "text": text}


def nested(depth: int) -> dict[str, Any]:
    inner = paragraph("x") if depth == 1 else nested(depth - 1)
    return inner if depth == 1 else {"type": "blockquote", "blocks": [inner]}


def row(columns: int) -> dict[str, Any]:
    cell = {"text": "x", "align": "left", "valign": "top"}
    return {"type": "table", "cells": [[cell] * columns]}


BUTTON = {"text": "x", "callback_data": "a"}


@pytest.mark.parametrize(
    ("blocks", "description"),
    [
        ([], "message text is empty"),
        ([paragraph("x" * 32_769)], "message is too long"),
        ([paragraph("x")] * 501, "rich message has too many blocks"),
        ([nested(17)], "rich message is nested too deep"),
        ([row(21)], "table has too many columns"),
        ([{"type": "heading", "size": 7, "text": "x"}], "heading size must be from 1 to 6"),
        ([{"type": "buttons", "buttons": [BUTTON] * 9}], "a row holds from 1 to 8 buttons"),
        ([{"type": "buttons", "buttons": [{**BUTTON, "callback_data": "x" * 65}]}], "BUTTON_DATA_INVALID"),
        (
            [{"type": "buttons", "buttons": [{"text": "x", "url": "https://e.org", "style": "link"}]}],
            "the button style link is allowed only for callback buttons",
        ),
        (
            [{"type": "photo", "photo": {"type": "photo", "media": "nothing"}}],
            "wrong file identifier/HTTP URL specified",
        ),
    ],
)
async def test_limits_of_rich_messages(api: Api, anna: Someone, blocks: list[Any], description: str) -> None:
    refused = await api.refused("sendRichMessage", chat_id=anna.id, rich_message={"blocks": blocks})
    assert refused == f"Bad Request: {description}"


async def test_the_largest_that_go_through(api: Api, anna: Someone) -> None:
    for blocks in ([paragraph("x" * 32_768)], [paragraph("x")] * 500, [nested(16)], [row(20)]):
        await api.ok("sendRichMessage", chat_id=anna.id, rich_message={"blocks": blocks})


async def test_one_way_to_describe_it(api: Api, anna: Someone) -> None:
    for message in ({}, {"html": "x", "blocks": [paragraph("x")]}):
        refused = await api.refused("sendRichMessage", chat_id=anna.id, rich_message=message)
        assert refused == "Bad Request: exactly one of html, markdown and blocks must be specified"


async def test_pictures_of_a_rich_message(api: Api, anna: Someone, world: World) -> None:
    media = {"id": "chart", "media": {"type": "photo", "media": world.files.add("a.png", png()).id}}
    message = {"html": '<img src="tg://photo?id=chart">', "media": [media]}
    sent = await api.ok("sendRichMessage", chat_id=anna.id, rich_message=message)
    assert sent["rich_message"]["blocks"][0]["photo"][0]["width"] == 40
    assert (await api.state())["people"][0]["messages"][-1]["rich"] == sent["rich_message"]["blocks"]


async def test_a_rich_message_is_edited(api: Api, anna: Someone) -> None:
    sent = await api.ok("sendRichMessage", chat_id=anna.id, rich_message={"html": "<p>a</p>"})
    here = {"chat_id": anna.id, "message_id": sent["message_id"]}
    await api.ok("editMessageText", **here, rich_message={"html": "<p>b</p>"})
    assert anna.last.text == "b"
    await api.ok("editMessageText", **here, text="plain")
    assert anna.last.content.rich is None


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        ({}, "•"),
        ({"value": 3}, "3."),
        ({"value": 28, "type": "a"}, "ab."),
        ({"value": 2, "type": "A"}, "B."),
        ({"value": 49, "type": "i"}, "xlix."),
        ({"value": 4, "type": "I"}, "IV."),
    ],
)
def test_labels(item: dict[str, Any], shown: str) -> None:
    assert label(item) == shown
