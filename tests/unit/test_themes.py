"""Themes of comments: by lemma, in both languages, once a comment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.themes import FEWEST_COMMENTS, matching, themes

QUEUES = [
    "Огромная очередь, ждал два часа.",
    "Очередь! Опять огромная очередь, очередь…",
    "В очереди нечем дышать",
    "Стояли в огромной очереди",
    "Сотрудник был вежлив",
]


def found(comments: list[str]) -> dict[str, int]:
    return {theme.label: theme.comments for theme in themes(comments)}


def test_forms_of_a_word_count_together_and_a_comment_counts_once() -> None:
    assert found(QUEUES)["очередь"] == 4


def test_a_phrase_is_shown_as_people_write_it() -> None:
    assert found(QUEUES)["огромная очередь"] == 3


def test_a_word_that_always_stands_in_its_phrase_is_not_shown_beside_it() -> None:
    comments = ["терминал не работает", "Не работает терминал", "терминал снова не работал"]
    assert "не работает" in found(comments)
    assert "работать" not in found(comments)


def test_english_and_russian_may_stand_in_one_comment() -> None:
    comments = ["The queue — очередь", "queues, очереди", "Очередью недоволен: queue"]
    assert found(comments) == {"queue": 3, "очередь": 3}


def test_words_that_say_nothing_are_no_themes() -> None:
    assert themes(["Это было очень и очень", "It was the very very", "И всё это было"] * FEWEST_COMMENTS) == []


def test_phrases_do_not_reach_over_a_full_stop() -> None:
    comments = ["Принтер сломан. Вода холодная"] * FEWEST_COMMENTS
    assert "сломан вода" not in found(comments)


@pytest.mark.parametrize("comment", ["", "…", "12 345", "😀", "-", "ё", "щ" * 3000])
def test_odd_comments_have_no_themes(comment: str) -> None:
    assert themes([comment] * 5) == []


@given(st.lists(st.text(st.sampled_from("очередь долго queue. , не"), max_size=40), max_size=12))
def test_order_changes_nothing_and_every_theme_is_in_its_comments(comments: list[str]) -> None:
    result = themes(comments)
    assert themes(list(reversed(comments))) == result
    for theme in result:
        assert len(matching(comments, theme.label)) >= theme.comments >= FEWEST_COMMENTS


@pytest.mark.parametrize(
    ("search", "places"),
    [
        ("очередь", [0, 1, 2, 3]),
        ("ОЧЕРЕДЯМИ огромными", [0, 1, 3]),
        ("вежл", [4]),
        ("нет такого", []),
        ("", [0, 1, 2, 3, 4]),
    ],
)
def test_a_search_finds_forms_and_parts_of_words(search: str, places: list[int]) -> None:
    assert matching(QUEUES, search) == places
