"""The catalog of lessons: a file for each lesson and language, and courses.yaml.

`load_catalog` refuses what no person could be shown; what makes a lesson worse is found by lessons.linting.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from lessons.definition import LANGUAGES, Language, Lesson, LessonText
from lessons.lesson_file import LessonFile, read_lesson_file
from lessons.plan import Course, Plan, Remedy
from storage.documents.problems import Problem
from storage.documents.reading import Document, FileMistakes, Mistake, build, read_document

PACKAGED_CATALOG: Final = Path(__file__).parent / "catalog"
PLAN_FILE: Final = "courses.yaml"

Texts = Mapping[tuple[str, Language], LessonFile]


@dataclass(frozen=True, slots=True)
class Catalog:
    """All lessons by code in the glossary's order, the courses by code, and the remedies against drivers."""

    lessons: Mapping[str, Lesson]
    courses: Mapping[str, Course]
    remedies: tuple[Remedy, ...]

    def against(self, driver: str, channel: str | None = None) -> list[str]:
        """The codes of the lessons that help against a driver at service points of a channel, the best first."""
        return list(dict.fromkeys(each.lesson for each in self.remedies if each.fits(driver, channel)))


@dataclass(frozen=True, slots=True)
class CatalogFiles:
    """The catalog together with the documents it was read from."""

    catalog: Catalog
    texts: Texts
    plan: Document


def load_catalog(folder: Path = PACKAGED_CATALOG) -> Catalog:
    """Every lesson of the folder; FileMistakes with the mistakes of all files."""
    return read_catalog(folder).catalog


def read_catalog(folder: Path = PACKAGED_CATALOG) -> CatalogFiles:
    """The catalog with its documents, so that a mistake found later can be shown at its line."""
    document = read_document(folder / PLAN_FILE)
    plan = build(Plan, document, document.located.value)
    texts, mistakes = _read_texts(plan, folder)
    mistakes += [*document.mistakes(_missing_files(plan, folder)), *_unlisted_files(plan, folder), *_differences(texts)]
    if mistakes:
        raise FileMistakes(mistakes)
    return CatalogFiles(Catalog(_lessons(plan, texts), plan.courses, plan.remedies), texts, document)


def _file(folder: Path, code: str, language: Language) -> Path:
    return folder / f"{code}.{language}.md"


def _read_texts(plan: Plan, folder: Path) -> tuple[Texts, list[Mistake]]:
    texts: dict[tuple[str, Language], LessonFile] = {}
    mistakes: list[Mistake] = []
    for code, language in product(plan.codes, LANGUAGES):
        file = _file(folder, code, language)
        if file.exists():
            try:
                texts[code, language] = read_lesson_file(file, language)
            except FileMistakes as error:
                mistakes += error.mistakes
    return texts, mistakes


def _missing_files(plan: Plan, folder: Path) -> Iterator[Problem]:
    for name, codes in (("terms", plan.terms), ("rules", plan.rules)):
        for (index, code), language in product(enumerate(codes), LANGUAGES):
            file = _file(folder, code, language)
            if not file.exists():
                yield Problem((name, index), f"the lesson {code} has no file {file.name}: write it")


def _unlisted_files(plan: Plan, folder: Path) -> Iterator[Mistake]:
    listed = {_file(folder, code, language) for code, language in product(plan.codes, LANGUAGES)}
    for file in sorted(set(folder.glob("*.md")) - listed):
        yield Mistake(str(file), 1, f"is no lesson of {PLAN_FILE}: list its code there, or correct the file's name")


# A lesson is the same lesson in every language.
_SAME: Final[Mapping[str, Callable[[LessonText], int]]] = {
    "minutes": lambda text: text.minutes,
    "right": lambda text: text.right,
    "how": lambda text: len(text.how),
    "sources": lambda text: len(text.sources),
}


def _differences(texts: Texts) -> Iterator[Mistake]:
    for (code, _), (text, document) in texts.items():
        original = texts.get((code, LANGUAGES[0]))
        for field, value in _SAME.items():
            if original and value(text) != value(original.text):
                other = f"{value(original.text)} in {Path(original.document.file).name}"
                message = f"{value(text)} here, {other}: make them the same"
                yield from document.mistakes([Problem((field,), message)])


def _lessons(plan: Plan, texts: Texts) -> dict[str, Lesson]:
    return {
        code: Lesson(
            code=code,
            number=number,
            kind="term" if code in plan.terms else "rule",
            prerequisites=plan.prerequisites.get(code, ()),
            texts={language: texts[code, language].text for language in LANGUAGES},
        )
        for number, code in enumerate(plan.codes, 1)
    }
