"""The file of a lesson: front matter between two lines ---, then the text under headings of its language.

What a person reads first stands below, as on paper; the check question, names and sources stand in the front matter.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from lessons.definition import Language, LessonText
from lessons.sections import HEADINGS, Line, read_sections
from storage.documents.problems import Problem
from storage.documents.reading import Document, FileMistakes, Mistake, build, parse_located, read_text
from storage.documents.yaml_lines import Located

FENCE: Final = "---"


class LessonFile(NamedTuple):
    """A lesson in one language with the document that it was read from."""

    text: LessonText
    document: Document


def read_lesson_file(file: Path, language: Language) -> LessonFile:
    """Read a file of a lesson; FileMistakes with all that is wrong in it."""
    front, below = _divided(file)
    sections = read_sections(below, language)
    mistakes = [Mistake(str(file), *complaint) for complaint in sections.complaints]
    values = front.value if isinstance(front.value, dict) else {}
    # The front matter's lines win: a field that stands in both is a mistake of the front matter.
    located = Located({**values, **sections.values}, {**sections.lines, **front.lines}, front.duplicates)
    document = Document(str(file), located)
    problems = [*_misplaced(values, language), *_missing({**values, **sections.values}, language)]
    try:
        text = build(LessonText, document, located.value, problems)
    except FileMistakes as error:
        raise FileMistakes([*mistakes, *error.mistakes]) from error
    if mistakes:
        raise FileMistakes(mistakes)
    return LessonFile(text, document)


def _divided(file: Path) -> tuple[Located, list[Line]]:
    """The data of the front matter, and the lines below it that are not empty."""
    lines = [line.rstrip() for line in read_text(file).splitlines()]
    if lines[:1] != [FENCE]:
        raise FileMistakes([Mistake(str(file), 1, f"must begin with a line {FENCE} and the front matter")])
    if FENCE not in lines[1:]:
        raise FileMistakes([Mistake(str(file), 1, f"the front matter has no end: add a line {FENCE} below it")])
    end = lines.index(FENCE, 1)
    # The fence becomes an empty line, so that lines are counted as in the file.
    front = parse_located(file, "\n".join(["", *lines[1:end]]))
    return front, [Line(number, text.strip()) for number, text in enumerate(lines[end + 1 :], end + 2) if text]


def _misplaced(values: dict[str, object], language: Language) -> Iterator[Problem]:
    for heading, field in HEADINGS[language].items():
        if field in values:
            yield Problem((field,), f"stands in the front matter: move it below, under # {heading}")


def _missing(values: dict[str, object], language: Language) -> Iterator[Problem]:
    for heading, field in HEADINGS[language].items():
        if field not in values:
            yield Problem((field,), f"is missing: write it under # {heading}")
