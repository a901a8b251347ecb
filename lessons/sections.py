"""The text of a lesson below its front matter: a heading of the lesson's language, then its lines."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from lessons.definition import Language
from storage.documents.yaml_lines import Located

HEADINGS: Final[Mapping[Language, Mapping[str, str]]] = {
    "ru": {
        "Что это": "what",
        "Зачем": "why",
        "Когда": "when",
        "Как": "how",
        "Задание": "task",
        "Частая ошибка": "mistake",
    },
    "en": {
        "What it is": "what",
        "Why": "why",
        "When": "when",
        "How": "how",
        "Task": "task",
        "Common mistake": "mistake",
    },
}
STEPS: Final = "how"

_HEADING: Final = re.compile(r"#+\s*(.*?)\s*")
_STEP: Final = re.compile(r"\d+[.)]\s+(.*)")


class Line(NamedTuple):
    """A line of a file that is not empty; lines are counted from one."""

    number: int
    text: str


class Section(NamedTuple):
    """A heading and what stands below it."""

    heading: Line
    lines: tuple[Line, ...]


Complaint = tuple[int, str]


def read_sections(lines: Iterable[Line], language: Language) -> tuple[Located, list[Complaint]]:
    """The fields that the sections fill, and what is wrong with them: a line and what to do."""
    headings = HEADINGS[language]
    values: dict[str, object] = {}
    places: dict[tuple[str | int, ...], int] = {}
    complaints: list[Complaint] = []
    for section in _split(lines, complaints):
        field = headings.get(section.heading.text)
        if field is None or field in values:
            complaints.append((section.heading.number, _refusal(section.heading.text, headings)))
            continue
        pieces = _steps(section, complaints) if field == STEPS else section.lines
        values[field] = [piece.text for piece in pieces] if field == STEPS else " ".join(p.text for p in pieces)
        places[field,] = section.heading.number
        places |= {(field, index): piece.number for index, piece in enumerate(pieces)}
    return Located(values, places, ()), complaints


def _split(lines: Iterable[Line], complaints: list[Complaint]) -> Iterator[Section]:
    heading: Line | None = None
    below: list[Line] = []
    for line in lines:
        if match := _HEADING.fullmatch(line.text):
            if heading:
                yield Section(heading, tuple(below))
            heading, below = Line(line.number, match[1]), []
        elif heading:
            below.append(line)
        else:
            complaints.append((line.number, "stands under no heading: move it below one"))
    if heading:
        yield Section(heading, tuple(below))


def _refusal(heading: str, headings: Mapping[str, str]) -> str:
    if heading in headings:
        return f"the heading {heading} is given twice: remove one"
    near = difflib.get_close_matches(heading, headings, n=1)
    return f"no heading is called {heading}: " + (f"did you mean {near[0]}?" if near else f"use {', '.join(headings)}")


def _steps(section: Section, complaints: list[Complaint]) -> list[Line]:
    steps: list[Line] = []
    for line in section.lines:
        if match := _STEP.fullmatch(line.text):
            steps.append(Line(line.number, match[1]))
        elif steps:
            # A step may go on in the next line of the file.
            steps[-1] = Line(steps[-1].number, f"{steps[-1].text} {line.text}")
        else:
            complaints.append((line.number, "is no step: begin each with its number, such as 1. Ask"))
    return steps
