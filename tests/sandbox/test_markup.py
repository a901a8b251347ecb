"""Telegram's HTML: entities at their UTF-16 offsets, errors at their byte offsets."""

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.errors import Refusal
from bot.sandbox.markup import html
from bot.sandbox.markup.detecting import detected
from bot.sandbox.markup.formatting import Formatted, formatted
from bot.sandbox.markup.showing import shown
from handlers.limits import utf16_length

TAGS = ("b", "i", "u", "s", "tg-spoiler", "code", "pre", "blockquote")
texts = st.text(st.characters(exclude_categories=["Cs"]))


def read(source: str) -> Formatted:
    return formatted(source, "HTML")


def entity(kind: str, offset: int, length: int, **more: str | int) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<B>a</b><strong>b</strong>", "ab", [entity("bold", 0, 2)]),
        ("<i>a</i> <em>b</em>", "a b", [entity("italic", 0, 1), entity("italic", 2, 1)]),
        ("<u>a</u><s>b</s><del>c</del>", "abc", [entity("underline", 0, 1), entity("strikethrough", 1, 2)]),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [entity("spoiler", 0, 2)]),
        ("😀<b>😀</b>", "😀😀", [entity("bold", 2, 2)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<b>a<code>b</code>c</b>", "abc", [entity("bold", 0, 1), entity("code", 1, 1), entity("bold", 2, 1)]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [entity("pre", 0, 1, language="python")]),
        ('<code class="language-python">x</code>', "x", [entity("code", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [entity("blockquote", 0, 2)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
        (
            '<tg-time unix="1795510800" format="wDT">tomorrow</tg-time>',
            "tomorrow",
            [entity("date_time", 0, 8, unix_time=1795510800, date_time_format="wDT")],
        ),
        ("<tg-time unix=5>x</tg-time>", "x", [entity("date_time", 0, 1, unix_time=5, date_time_format="")]),
        (
            '<b>by <tg-time format="r" unix="5">x</tg-time></b>',
            "by x",
            [entity("bold", 0, 4), entity("date_time", 3, 1, unix_time=5, date_time_format="r")],
        ),
        ('<code><tg-time unix="5">x</tg-time></code>', "x", [entity("code", 0, 1)]),
        ('<a href="https://e.org/?a=1&amp;b=2">x</a>', "x", [entity("text_link", 0, 1, url="https://e.org/?a=1&b=2")]),
        ("<a href='e.org'>x</a>", "x", [entity("text_link", 0, 1, url="http://e.org/")]),
        ('<a href="no link">x</a>', "x", []),
        ("&lt;b&gt; &amp; &quot; &#39; &#x1F600; &nbsp;", "<b> & \" ' 😀 &nbsp;", []),
        ("<b></b>x", "x", []),
        (" \n x <b> y </b> ", "x  y", [entity("bold", 2, 2)]),
        ("<b> x</b>", " x", [entity("bold", 0, 2)]),
        ("a\rb\x00c", "ab c", []),
        ("see /help, #news", "see /help, #news", [entity("bot_command", 4, 5), entity("hashtag", 11, 5)]),
        ("<b>a</b> @someone", "a @someone", [entity("bold", 0, 1), entity("mention", 2, 8)]),
        ("<code>/help</code>", "/help", [entity("code", 0, 5)]),
        ("https://e.org/a. b@e.org", "https://e.org/a. b@e.org", [entity("url", 0, 15), entity("email", 17, 7)]),
    ],
)
def test_html_and_its_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    found = read(source)
    assert (found.text, list(found.entities)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
        ("ё<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", "Can't find end tag corresponding to start tag b"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=a/b>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-time>x</tg-time>", "Invalid Unix time of a date-time entity specified"),
        ('<tg-time unix="soon">x</tg-time>', "Invalid Unix time of a date-time entity specified"),
        (f'<tg-time unix="{2**31}">x</tg-time>', "Invalid Unix time of a date-time entity specified"),
        ('<tg-time unix="5" format="dr">x</tg-time>', "Invalid format of a date-time entity specified"),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_what_cannot_be_parsed(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@given(texts)
def test_an_escaped_text_comes_back(text: str) -> None:
    assert html.parsed(escape(text)) == (text, [])


@given(st.lists(st.tuples(st.sampled_from(TAGS), texts), max_size=8))
def test_every_entity_covers_its_own_text(parts: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in parts)
    text, entities = html.parsed(source)
    units = text.encode("utf-16-le")
    covered = [
        units[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le") for each in entities
    ]
    assert covered == [text for _, text in parts if text]


@given(st.lists(st.tuples(st.sampled_from(TAGS), texts), max_size=8))
def test_entities_lie_within_the_text_and_code_is_left_alone(parts: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{escape(text)}" for tag, text in parts)
    source += "".join(f"</{tag}>" for tag, _ in reversed(parts))
    found = read(source)
    ends = [each["offset"] + each["length"] for each in found.entities]
    assert all(each["length"] > 0 for each in found.entities)
    assert max(ends, default=0) <= utf16_length(found.text)
    code = [each for each in found.entities if each["type"] in {"code", "pre"}]
    assert len(code) <= 1


@given(st.text("<>/abipre \"'=&;#x19[]:.\\né😀"))
def test_whatever_is_sent_is_read_or_refused(source: str) -> None:
    try:
        found = read(source)
    except Refusal:
        return
    assert html.parsed(found.html)[0] == found.text


@given(texts)
def test_what_the_page_shows_is_the_text_and_nothing_else(text: str) -> None:
    found = html.parsed(shown(text, []))
    assert found == (text, [])


@given(texts)
def test_entities_that_are_found_lie_apart(text: str) -> None:
    end = 0
    for each in detected(text):
        assert each["offset"] >= end
        end = each["offset"] + each["length"]
    assert end <= utf16_length(text)


def test_entities_that_overlap_are_shown_as_tags_that_nest() -> None:
    entities = [entity("bold", 0, 2), entity("italic", 1, 2)]
    assert shown("abc", entities) == "<b>a<i>b</i></b><i>c</i>"


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("/help", '<a data-command="/help">/help</a>'),
        ('<a href="https://e.org/&quot;">&lt;</a>', '<a href="https://e.org/&quot;">&lt;</a>'),
        ("<blockquote expandable>a</blockquote>", "<blockquote expandable>a</blockquote>"),
        ('<pre><code class="language-c">x</code></pre>', '<pre><code class="language-c">x</code></pre>'),
        ("e.org", '<a href="https://e.org">e.org</a>'),
        ('<tg-time unix=5 format="r">x</tg-time>', '<tg-time unix="5" format="r">x</tg-time>'),
    ],
)
def test_html_for_the_page(source: str, page: str) -> None:
    assert read(source).html == page


def test_entities_that_a_client_gives_itself() -> None:
    found = formatted("bold /help", None, [entity("bold", 0, 4)])
    assert [each["type"] for each in found.entities] == ["bold", "bot_command"]


@pytest.mark.parametrize(
    ("text", "given_entity", "reason"),
    [
        ("aba caba", entity("bold", -1, 1), "receive an entity with incorrect offset -1"),
        ("aba caba", entity("bold", 0, -1), "receive an entity with incorrect length -1"),
        ("aba caba", entity("bold", 1_000_001, 1), "receive an entity with incorrect offset 1000001"),
        ("aba caba", entity("bold", 9, 1), "entity begins after the end of the text at UTF-16 offset 9"),
        (
            "aba caba",
            entity("bold", 8, 1),
            "entity beginning at UTF-16 offset 8 ends after the end of the text at UTF-16 offset 9",
        ),
        (
            "aba caba",
            entity("bold", 3, 6),
            "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 9",
        ),
        ("😀 a", entity("bold", 1, 1), "entity begins in a middle of a UTF-16 symbol at byte offset 4"),
        (
            "ё😀",
            entity("bold", 0, 2),
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 6",
        ),
        ("a", entity("text_link", 0, 1), "entity URL '' is invalid: URL host is empty"),
        ("a", entity("text_link", 0, 1, url="no link"), "entity URL 'no link' is invalid: Wrong HTTP URL"),
        ("a", entity("date_time", 0, 1), "can't parse entities: Invalid Unix time of a date-time entity specified"),
    ],
)
def test_entities_outside_of_the_text_are_refused(text: str, given_entity: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        formatted(text, None, [given_entity])
    assert refused.value.description == f"Bad Request: {reason}"


def test_an_entity_that_covers_nothing_is_ignored_wherever_it_is() -> None:
    assert formatted("a", None, [entity("bold", 7, 0), entity("bold", 0, 1)]).entities == [entity("bold", 0, 1)]


@given(texts, st.integers(0, 20), st.integers(1, 20))
def test_a_given_entity_lies_within_the_text_or_is_refused(text: str, offset: int, length: int) -> None:
    try:
        found = formatted(text, None, [entity("bold", offset, length)])
    except Refusal:
        return
    assert all(each["offset"] + each["length"] <= utf16_length(found.text) for each in found.entities)


def test_no_more_than_a_hundred_entities_are_kept() -> None:
    found = read("".join("<b>a</b> " for _ in range(101)))
    assert len(found.entities) == 100
    assert found.entities[-1]["offset"] == 198
