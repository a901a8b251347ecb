"""The words of built-in scales and shared options, and how they are filled into a definition.

A file of a survey leaves the options of a fixed kind out, or names a shared set: `options: drivers`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import RootModel

from storage.documents.problems import Problem
from storage.documents.reading import build, read_document
from surveys.definition import Option
from surveys.scales import SCALES

PACKAGED_WORDING: Final = Path(__file__).parent / "wording"


class _OptionLists(RootModel[dict[str, tuple[Option, ...]]]):
    """Options by the name of their list."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """Options by the kind that has them built in, and by the name of a shared set."""

    scales: Mapping[str, tuple[Option, ...]]
    option_sets: Mapping[str, tuple[Option, ...]]


def load_wordings(folder: Path = PACKAGED_WORDING) -> Wordings:
    """Read scales.yaml and option_sets.yaml; FileMistakes when they are wrong."""
    return Wordings(
        scales=_option_lists(folder / "scales.yaml"),
        option_sets=_option_lists(folder / "option_sets.yaml"),
    )


def _option_lists(file: Path) -> Mapping[str, tuple[Option, ...]]:
    document = read_document(file)
    return build(_OptionLists, document, document.located.value).root


def with_wording(survey: object, wordings: Wordings) -> tuple[object, list[Problem]]:
    """The data of a survey with every option written out, and what is wrong with its options.

    Data of another shape than expected goes through as it is: the model says what is wrong with it.
    """
    if not isinstance(survey, dict) or not isinstance(survey.get("questions"), list):
        return survey, []
    problems: list[Problem] = []
    questions: list[object] = []
    for position, question in enumerate(survey["questions"]):
        if isinstance(question, dict):
            problems += _problems(question, position, wordings)
            questions.append(_filled(question, wordings))
        else:
            questions.append(question)
    return {**survey, "questions": questions}, problems


def _problems(question: dict[str, object], position: int, wordings: Wordings) -> Iterator[Problem]:
    kind, options = question.get("kind"), question.get("options")
    here = ("questions", position, "options")
    if isinstance(kind, str) and kind in SCALES and options is not None:
        yield Problem(here, f"the kind {kind} has its own options: remove these")
    elif isinstance(options, str) and options not in wordings.option_sets:
        known = ", ".join(wordings.option_sets)
        yield Problem(here, f"no shared options are called {options}: known are {known}")


def _filled(question: dict[str, object], wordings: Wordings) -> dict[str, object]:
    kind, options = question.get("kind"), question.get("options")
    if isinstance(kind, str) and kind in wordings.scales:
        return {**question, "options": wordings.scales[kind]}
    if isinstance(options, str):
        return {**question, "options": wordings.option_sets.get(options, [])}
    return question
