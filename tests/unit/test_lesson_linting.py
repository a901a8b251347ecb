"""What makes a lesson worse is found, with its file and line."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.catalog_files import Catalog, CatalogFiles
from lessons.definition import LANGUAGES, Language, Lesson, LessonText
from lessons.lesson_file import LessonFile
from lessons.linting import lint
from lessons.plan import Course, Remedy
from storage.documents.reading import Document
from storage.documents.yaml_lines import Located

WORDS = {"ru": "слово", "en": "word"}
DRIVERS = ("ease", "other")
CHANNELS = ("window", "site")


def text(language: Language, **changes: Any) -> LessonText:
    word = WORDS[language]
    paragraph = " ".join([word] * 12)
    fields: dict[str, Any] = {
        **dict.fromkeys(("question", "explanation", "what", "why", "when", "task", "mistake"), paragraph),
        "title": word,
        "how": (paragraph,) * 3,
        "minutes": 5,
        "options": tuple(f"{word} {letter}" for letter in "abcd") if language == "en" else tuple("1234"),
        "right": 1,
        "sources": ({"name": "Book", "licence": "CC0 1.0"},),
    }
    return LessonText.model_validate({**fields, **changes})


def catalog(*lessons: tuple[LessonText, LessonText]) -> CatalogFiles:
    """The lessons a, b, c ... with documents in which every field stands at the line of its name's length."""
    codes = [chr(ord("a") + number) if number < 26 else f"z{number}" for number in range(len(lessons))]
    texts = {
        (code, language): LessonFile(each, Document(f"{code}.{language}.md", _located()))
        for code, pair in zip(codes, lessons, strict=True)
        for language, each in zip(LANGUAGES, pair, strict=True)
    }
    course = Course.model_validate({"name": {"ru": "Курс", "en": "Course"}, "weeks": [codes]})
    remedies = tuple(Remedy(driver=driver, lesson="a") for driver in DRIVERS)
    whole = {
        code: Lesson(code, number, "term", (), {language: texts[code, language].text for language in LANGUAGES})
        for number, code in enumerate(codes, 1)
    }
    plan = Document("courses.yaml", Located(None, {("terms",): 1, ("courses",): 2, ("remedies",): 3}, ()))
    return CatalogFiles(Catalog(whole, {"all": course}, remedies), texts, plan)


def _located() -> Located:
    return Located(None, {(name,): len(name) for name in LessonText.model_fields}, ())


def found(files: CatalogFiles) -> list[str]:
    return [f"{Path(each.file).name}:{each.line}: {each.message}" for each in lint(files, DRIVERS, CHANNELS)]


def balanced(*rights: int) -> CatalogFiles:
    """Lessons whose right options stand so; their other texts are without fault."""
    return catalog(
        *(
            (
                text("ru", title=f"имя {number}", right=right),
                text("en", title=f"name {number}", right=right),
            )
            for number, right in enumerate(rights)
        )
    )


def test_a_good_catalog_has_no_mistakes() -> None:
    assert found(balanced(1, 2, 3, 4)) == []


@pytest.mark.parametrize(
    ("language", "changes", "expected"),
    [
        (
            "ru",
            {"what": "Коротко.", "why": "Да.", "how": ("Раз.", "Два.", "Три.")},
            "a.ru.md:4: what: the lesson has 42 words: make them 70 to 135",
        ),
        (
            "en",
            {"how": (" ".join(["word"] * 30),) * 5},
            "a.en.md:4: what: the lesson has 211 words: make them 70 to 135",
        ),
        (
            "ru",
            dict.fromkeys(("what", "why", "when", "task"), "словосочетание" * 20) | {"mistake": "да " * 60},
            "a.ru.md:4: what: the lesson has 1517 characters: shorten it to 1000",
        ),
        ("ru", {"task": "Слово **важно**. " * 3}, "a.ru.md:4: task: has **, which would be shown as it is"),
        ("en", {"why": "A <b>word</b> in bold"}, "a.en.md:3: why: has <b>, which would be shown as it is"),
        ("en", {"when": "See [here](https://example.org)"}, "a.en.md:4: when: has ](, which would be shown as it is"),
        (
            "en",
            {"options": ("One", "`Two`", "Three", "Four")},
            "a.en.md:7: options #2: has `, which would be shown as it is",
        ),
        ("en", {"mistake": "Слово"}, "a.en.md:7: mistake: has Cyrillic letters: translate it"),
        ("en", {"options": ("One", "Two", "Три", "Four")}, "a.en.md:7: options #3: has Cyrillic letters: translate it"),
        ("ru", {"explanation": "A word"}, "a.ru.md:11: explanation: has no Cyrillic letters: translate it"),
    ],
)
def test_a_mistake_of_a_text(language: Language, changes: dict[str, Any], expected: str) -> None:
    russian, english = (text(each, **(changes if each == language else {})) for each in LANGUAGES)
    mistakes = found(catalog((russian, english)))
    assert any(each.startswith(expected) for each in mistakes), mistakes


def test_a_name_leads_to_one_lesson() -> None:
    first = text("ru", aliases=("Приём", "Ёлка")), text("en")
    second = text("ru", title="иное", aliases=("елка!",)), text("en", title="else", aliases=("WORD",))
    assert [each for each in found(catalog(first, second)) if "leads" in each] == [
        "b.en.md:7: aliases #1: WORD leads to a already: choose another name",
        "b.ru.md:7: aliases #1: елка! leads to a already: choose another name",
    ]


def test_the_same_name_in_both_languages_of_a_lesson_is_no_mistake() -> None:
    assert found(catalog((text("ru", aliases=("CES",)), text("en", aliases=("CES",))))) == []


@given(st.lists(st.integers(1, 4), min_size=1, max_size=40))
def test_the_right_option_may_not_be_guessed_by_its_place(rights: Sequence[int]) -> None:
    least, most = floor(len(rights) * 0.15), ceil(len(rights) * 0.35)
    expected = [position for position in (1, 2, 3, 4) if not least <= rights.count(position) <= most]
    complaints = [each for each in found(balanced(*rights)) if "is right in" in each]
    assert [int(each.split("option ")[1][0]) for each in complaints] == expected
    assert all(each.startswith("courses.yaml:1: terms: option ") for each in complaints)


def test_a_place_that_is_right_too_often_is_named_with_its_lessons() -> None:
    assert "courses.yaml:1: terms: option 2 is right in 3 of 4 lessons (b, c, d): " in found(balanced(1, 2, 2, 2))[0]


@pytest.mark.parametrize("longest", range(10))
def test_the_right_option_may_not_be_guessed_by_its_length(longest: int) -> None:
    rights = [1, 2, 3, 4, 1, 2, 3, 4, 1]
    files = balanced(*rights)
    texts = dict(files.texts)
    for code in [code for code, language in texts if language == "en"][:longest]:
        read, document = texts[code, "en"]
        options = ["word"] * 4
        options[read.right_option] = "a longer word"
        texts[code, "en"] = LessonFile(read.model_copy(update={"options": tuple(options)}), document)
    complaints = found(replace(files, texts=texts))
    assert bool(complaints) is (longest > 4)
    for complaint in complaints:
        assert complaint.startswith(
            f"courses.yaml:1: terms: in en the right option is the longest in {longest} of 9 lessons (a, b, c, d, e"
        )
        assert complaint.endswith("lengthen others until it is in 4")


def test_a_lesson_that_no_course_has_is_named() -> None:
    files = balanced(1, 2, 3, 4)
    short = files.catalog.courses["all"].model_copy(update={"weeks": (("a", "b", "c"),)})
    files = replace(files, catalog=replace(files.catalog, courses={"all": short}))
    assert found(files) == ["courses.yaml:2: courses: none has the lesson d: add it to one"]


def test_remedies_speak_the_language_of_surveys() -> None:
    files = balanced(1, 2, 3, 4)
    remedies = (
        Remedy(driver="esae", lesson="a"),
        Remedy(driver="ease", channels=("window", "sight"), lesson="a"),
        Remedy(driver="other", lesson="a"),
    )
    assert found(replace(files, catalog=replace(files.catalog, remedies=remedies))) == [
        "courses.yaml:3: remedies #1 driver: surveys have no driver esae: correct it",
        "courses.yaml:3: remedies #2 channels #2: no channel is called sight: correct it",
        "courses.yaml:3: remedies: none is for the driver ease at every channel: add one without channels",
    ]
