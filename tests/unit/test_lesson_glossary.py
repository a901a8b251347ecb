"""A lesson is found by any of its names, typed as people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.catalog_files import load_catalog
from lessons.glossary import LONGEST_QUERY, Glossary
from lessons.names import folded

CATALOG = load_catalog()
GLOSSARY = Glossary(CATALOG)
NAMES = [
    (name, lesson.code)
    for lesson in CATALOG.lessons.values()
    for text in lesson.texts.values()
    for name in text.names
    if len(name) >= 5
]


def found(query: str, language: str = "ru") -> list[str]:
    return [lesson.code for lesson in GLOSSARY.find(query, language)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Гемба", "gemba"),
        ("гембу", "gemba"),
        ("gemba", "gemba"),
        ("  ГЕМБА!  ", "gemba"),
        ("гемьа", "gemba"),
        ("карта пути", "journey_map"),
        ("CJM", "journey_map"),
        ("jorney map", "journey_map"),
        ("карту эмпатии", "empathy_map"),
        ("nps", "loyalty"),
        ("индекс потребительской лояльности", "loyalty"),
        ("удовлетворенность", "csat"),
        ("клиентацентричность", "client_centricity"),
        ("внутрений клиент", "internal_client"),
        ("правило 3", "rule_clients_language"),
        ("встать на место клиента", "rule_clients_place"),
        ("настольный прогон", "desktop_walkthrough"),
        ("игровая карта", "desktop_walkthrough"),
        ("тренд анализ", "trend_watching"),
        ("usabilty", "usability"),
        ("погружение", "clients_shoes"),
        ("client’s language", "rule_clients_language"),
    ],
)
def test_what_people_type_leads_to_the_lesson(query: str, expected: str) -> None:
    assert found(query)[0] == expected


@pytest.mark.parametrize("query", ["", "  ", "?!", "чай с лимоном", "qqq"])
def test_what_names_no_lesson_finds_none(query: str) -> None:
    assert found(query) == []


def test_a_part_finds_every_lesson_that_has_it() -> None:
    assert set(found("карта")) == {"empathy_map", "journey_map", "desktop_walkthrough"}
    assert set(found("правило")) == {code for code, lesson in CATALOG.lessons.items() if lesson.kind == "rule"}


def test_of_equals_names_in_the_language_of_the_person_come_first() -> None:
    assert found("cu", "ru")[0] == "ces"
    assert found("cu", "en")[0] == "client"


def test_a_whole_name_comes_before_longer_ones() -> None:
    assert found("прототип")[0] == "prototype"
    assert set(found("прототип")) > {"prototype", "interface_prototype", "process_prototype"}


@given(st.sampled_from(NAMES), st.data())
def test_one_typing_error_is_forgiven(name: tuple[str, str], data: st.DataObject) -> None:
    typed, code = name
    place = data.draw(st.integers(0, len(typed) - 2))
    one, other = typed[place], typed[place + 1]
    wrong = data.draw(st.sampled_from(["", one * 2, "ъ", "x"]) | st.just(None))
    middle = other + one if wrong is None else wrong + other
    assert code in found(typed[:place] + middle + typed[place + 2 :])


@given(st.text(max_size=300), st.sampled_from(["ru", "en", "de"]))
def test_any_query_is_answered(query: str, language: str) -> None:
    codes = found(query, language)
    assert len(codes) == len(set(codes))
    assert codes == found(query[:LONGEST_QUERY], language)


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)
