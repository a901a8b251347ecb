"""The file of a lesson: front matter between two lines ---, then the text under headings of its language.

What only the program reads stands in the front matter; what a person reads first stands below it, as on paper.
"""

from pathlib import Path
from typing import Final, NamedTuple

from lessons.definition import Language, LessonText
from lessons.sections import HEADINGS, Line, read_sections
from storage.documents.reading import Document, FileMistakes, Mistake, build, parse_located, read_text
from storage.documents.yaml_lines import Located

FENCE: Final = "---"


class LessonFile(NamedTuple):
    """A lesson in one language with the document that it was read from."""

    text: LessonText
    document: Document


def read_lesson_file(file: Path, language: Language) -> LessonFile:
    """Read a file of a lesson; FileMistakes with all that is wrong in it."""
    lines = read_text(file).splitlines()
    end = _end_of_front_matter(file, lines)
    # The fence becomes an empty line, so that lines are counted as in the file.
    front = parse_located(file, "\n".join(["", *lines[1:end]]))
    below = [Line(number, text.strip()) for number, text in enumerate(lines[end + 1 :], end + 2) if text.strip()]
    sections, complaints = read_sections(below, language)
    document = Document(str(file), _joined(front, sections))
    mistakes = [Mistake(str(file), *complaint) for complaint in complaints] + _misplaced(file, front, language)
    try:
        text = build(LessonText, document, document.located.value)
    except FileMistakes as error:
        raise FileMistakes([*mistakes, *error.mistakes]) from error
    if mistakes:
        raise FileMistakes(mistakes)
    return LessonFile(text, document)


def _end_of_front_matter(file: Path, lines: list[str]) -> int:
    stripped = [line.rstrip() for line in lines]
    if stripped[:1] != [FENCE]:
        raise FileMistakes([Mistake(str(file), 1, f"must begin with a line {FENCE} and the front matter")])
    if FENCE not in stripped[1:]:
        raise FileMistakes([Mistake(str(file), 1, f"the front matter has no end: add a line {FENCE} below it")])
    return stripped.index(FENCE, 1)


def _joined(front: Located, sections: Located) -> Located:
    if not isinstance(front.value, dict) or not isinstance(sections.value, dict):
        return front
    return Located({**front.value, **sections.value}, {**front.lines, **sections.lines}, front.duplicates)


def _misplaced(file: Path, front: Located, language: Language) -> list[Mistake]:
    keys = front.value if isinstance(front.value, dict) else {}
    return [
        Mistake(str(file), front.line_of((field,)), f"{field} stands below the front matter, under # {heading}")
        for heading, field in HEADINGS[language].items()
        if field in keys
    ]
