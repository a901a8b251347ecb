"""The text of a lesson below its front matter: a heading of the lesson's language, then its lines."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from lessons.definition import Language
from storage.documents.yaml_lines import Path

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


class Sections(NamedTuple):
    """The fields that the sections fill, the line of each, and what is wrong: a line and what to do about it."""

    values: Mapping[str, object]
    lines: Mapping[Path, int]
    complaints: list[tuple[int, str]]


class _Section(NamedTuple):
    heading: Line
    lines: list[Line]


def read_sections(lines: Iterable[Line], language: Language) -> Sections:
    """Read what stands under the headings of the language, in any order."""
    headings = HEADINGS[language]
    values: dict[str, object] = {}
    places: dict[Path, int] = {}
    found = Sections(values, places, [])
    for section in _split(lines, found.complaints):
        field = headings.get(section.heading.text)
        if field is None or field in values:
            found.complaints.append((section.heading.number, _refusal(section.heading.text, headings)))
            continue
        places[field,] = section.heading.number
        if field == STEPS:
            steps = _steps(section.lines, found.complaints)
            values[field] = [step.text for step in steps]
            places |= {(field, index): step.number for index, step in enumerate(steps)}
        else:
            values[field] = " ".join(line.text for line in section.lines)
    return found


def _split(lines: Iterable[Line], complaints: list[tuple[int, str]]) -> Iterator[_Section]:
    section: _Section | None = None
    for line in lines:
        if match := _HEADING.fullmatch(line.text):
            if section:
                yield section
            section = _Section(Line(line.number, match[1]), [])
        elif section:
            section.lines.append(line)
        else:
            complaints.append((line.number, "stands under no heading: move it below one"))
    if section:
        yield section


def _refusal(heading: str, headings: Mapping[str, str]) -> str:
    if heading in headings:
        return f"the heading {heading} is given twice: remove one"
    near = difflib.get_close_matches(heading, headings, n=1)
    return f"no heading is called {heading}: " + (f"did you mean {near[0]}?" if near else f"use {', '.join(headings)}")


def _steps(lines: Iterable[Line], complaints: list[tuple[int, str]]) -> list[Line]:
    steps: list[Line] = []
    for line in lines:
        if match := _STEP.fullmatch(line.text):
            steps.append(Line(line.number, match[1]))
        elif steps:
            # A step may go on in the next line of the file.
            steps[-1] = Line(steps[-1].number, f"{steps[-1].text} {line.text}")
        else:
            complaints.append((line.number, "is no step: begin each with its number, such as 1. Ask"))
    return steps
