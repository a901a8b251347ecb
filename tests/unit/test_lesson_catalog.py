"""The lessons that come with the product."""

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from lessons.catalog_files import PACKAGED_CATALOG, read_catalog
from lessons.definition import LANGUAGES, Language, Lesson
from lessons.glossary import Glossary
from lessons.linting import lint
from lessons.plan import FINAL, PRACTICE
from surveys.organisation import Channel
from surveys.wordings import load_wordings

FILES = read_catalog()
CATALOG = FILES.catalog
GLOSSARY = Glossary(CATALOG)
DRIVERS = [option.code for option in load_wordings().option_sets["drivers"]]

# The standard course: four tools a week and a Friday.
WEEKS = (
    ("client", "clients_shoes", "rule_clients_place", "gemba"),
    ("empathy_map", "rule_clients_language", "internal_client", "respondent"),
    ("service", "journey_map", "insight", "product"),
    ("rule_feedback", "metric", "csat", "ces"),
    ("loyalty", "prototype", "interface_prototype", "usability"),
    ("testing", "process_prototype", "desktop_walkthrough", "storytelling"),
    ("client_centricity", "client_centric_approach", "rule_leader", "design_system"),
    ("organizational_culture", "client_centric_culture", "rule_words_deeds", "culture_management"),
)


def test_the_lessons_have_no_mistakes() -> None:
    assert lint(FILES, DRIVERS, get_args(Channel)) == []


def test_there_are_the_terms_of_the_glossary_and_the_five_rules() -> None:
    assert Counter(lesson.kind for lesson in CATALOG.lessons.values()) == {"term": 28, "rule": 5}
    assert [lesson.number for lesson in CATALOG.lessons.values()] == list(range(1, 34))
    assert len(list(PACKAGED_CATALOG.glob("*.md"))) == 66


def test_the_standard_course_has_42_days() -> None:
    days = CATALOG.courses["standard"].days
    assert len(days) == 42
    assert days == (*(day for week in WEEKS for day in (*week, PRACTICE)), "trend_watching", FINAL)


def test_the_fast_course_is_the_standard_one_without_its_fridays() -> None:
    courses = CATALOG.courses
    assert len(courses["fast"].days) == 33
    assert courses["fast"].days == courses["standard"].lessons
    assert set(courses["fast"].days) == set(CATALOG.lessons)


def test_the_first_step_has_ten_lessons() -> None:
    first_step = CATALOG.courses["first_step"]
    assert first_step.days == first_step.lessons
    assert first_step.lessons == (
        *("client", "clients_shoes", "rule_clients_place", "gemba", "empathy_map"),
        *("rule_clients_language", "service", "journey_map", "rule_feedback", "ces"),
    )


@pytest.mark.parametrize("lesson", CATALOG.lessons.values(), ids=CATALOG.lessons)
def test_every_name_finds_its_lesson_first(lesson: Lesson) -> None:
    for language in LANGUAGES:
        for name in lesson.in_(language).names:
            assert GLOSSARY.find(name, language)[0] is lesson, name


@pytest.mark.parametrize(
    ("driver", "expected"),
    [
        ("ease", "journey_map"),
        ("transparency", "rule_clients_language"),
        ("humanity", "clients_shoes"),
        ("efficiency", "gemba"),
        ("effectiveness", "service"),
        ("employee", "process_prototype"),
        ("place", "gemba"),
        ("other", "rule_feedback"),
    ],
)
def test_what_got_in_the_way_at_a_window_has_its_lesson(driver: str, expected: str) -> None:
    assert CATALOG.against(driver, "window")[0] == expected


@pytest.mark.parametrize("driver", DRIVERS)
def test_every_driver_has_a_lesson_at_every_channel_and_another_for_who_had_it(driver: str) -> None:
    assert all(len(CATALOG.against(driver, channel)) > 1 for channel in (*get_args(Channel), None))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worked_examples_are_right(language: Language) -> None:
    csat, percent = _example("csat", language)
    assert Fraction(sum(rating >= 4 for rating in csat), len(csat)) == Fraction(percent, 100)
    nps, result = _example("loyalty", language)
    promoters, detractors = sum(each >= 9 for each in nps), sum(each <= 6 for each in nps)
    assert Fraction(promoters - detractors, len(nps)) == Fraction(result, 100)


def _example(code: str, language: Language) -> tuple[list[int], int]:
    """The ratings of a task, and the answer to check oneself by."""
    task, check = re.split(r"(?<=\d)\. ", CATALOG.lessons[code].in_(language).task, maxsplit=1)
    ratings = [int(digits) for digits in re.findall(r"\d+", task)]
    (answer,) = re.findall(r"= \+(\d+)|— это (\d+)|is (\d+)%", check)
    return ratings, int("".join(answer))


@pytest.mark.parametrize("file", sorted(PACKAGED_CATALOG.glob("*.md")), ids=lambda file: file.name)
def test_the_texts_are_typeset(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    quotes = "«»" if file.name.endswith(".ru.md") else "“”"
    assert text.count(quotes[0]) == text.count(quotes[1])
    assert "..." not in text
    assert " - " not in text.split("---")[2]
    assert not re.search(r"[^\S\n]{2,}\S|\s[,.;:!?](?!\S)", text.split("---")[2])
