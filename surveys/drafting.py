"""Changing a survey in the chat: a draft of the next version, in which texts and options change and codes never do."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection

from storage import survey_drafts, survey_versions
from storage.survey_drafts import Draft
from surveys import places
from surveys.definition import LONGEST_LABEL, Question, Survey
from surveys.errors import DraftChanged, NotBothLanguages, SurveyInconsistent, TextTooLong, UnknownSurvey

Definition = dict[str, Any]


def draft_of(connection: Connection, survey: str) -> tuple[Draft, Survey] | None:
    """The draft of a survey and what it says; None when nobody is writing one."""
    draft = survey_drafts.of(connection, survey)
    return (draft, Survey.model_validate(draft.definition)) if draft else None


def begin(connection: Connection, survey: str) -> tuple[Draft, Survey]:
    """The draft of a survey, begun from its newest version when there is none. Raises UnknownSurvey."""
    newest = survey_versions.newest(connection, survey)
    if newest is None:
        raise UnknownSurvey
    draft = survey_drafts.begin(connection, survey, newest.id, newest.definition)
    return draft, Survey.model_validate(draft.definition)


def set_text(connection: Connection, survey: str, key: str, language: str, text: str) -> Survey:
    """Write a text of the draft in one language. Raises DraftChanged, TextTooLong, SurveyInconsistent."""
    draft, before = _existing(connection, survey)
    place = places.find(before, key)
    if place is None:
        raise DraftChanged
    text = _fitting(text, place.limit)

    def change(definition: Definition) -> None:
        *parents, last = place.path
        holder = _at(definition, parents)
        # An intro that was not there needs both languages: the other one begins with the same words.
        holder[last] = {**(holder[last] or {"ru": text, "en": text}), language: text}

    return _changed(connection, draft, change)


def add_option(connection: Connection, survey: str, position: int, lines: str) -> Survey:
    """Add an option: a line in Russian and a line in English. Its code was never used in this question before."""
    draft, before = _existing(connection, survey)
    question = _with_own_options(before, position)
    labels = [line.strip() for line in lines.splitlines() if line.strip()]
    if len(labels) != len(("ru", "en")):
        raise NotBothLanguages
    russian, english = (_fitting(label, LONGEST_LABEL) for label in labels)
    option = {"code": _fresh_code(connection, survey, question), "text": {"ru": russian, "en": english}}
    return _changed(connection, draft, lambda definition: definition["questions"][position]["options"].append(option))


def remove_option(connection: Connection, survey: str, position: int, code: str) -> Survey:
    """Take an option out; answers given before keep it. Raises SurveyInconsistent when a condition needs it."""
    draft, before = _existing(connection, survey)
    _with_own_options(before, position)

    def change(definition: Definition) -> None:
        question = definition["questions"][position]
        question["options"] = [option for option in question["options"] if option["code"] != code]

    return _changed(connection, draft, change)


def _existing(connection: Connection, survey: str) -> tuple[Draft, Survey]:
    found = draft_of(connection, survey)
    if found is None:
        raise DraftChanged
    return found


def _changed(connection: Connection, draft: Draft, change: Callable[[Definition], None]) -> Survey:
    definition = deepcopy(dict(draft.definition))
    change(definition)
    try:
        survey = Survey.model_validate(definition)
    except ValidationError as error:
        raise SurveyInconsistent from error
    survey_drafts.change(connection, draft, survey.model_dump(mode="json"))
    return survey


def _with_own_options(survey: Survey, position: int) -> Question:
    if position >= len(survey.questions) or not places.has_own_options(survey.questions[position]):
        raise DraftChanged
    return survey.questions[position]


def _fresh_code(connection: Connection, survey: str, question: Question) -> str:
    """A code that no version ever had in this question: an old answer must not come to mean something new."""
    definitions = [version.definition for version in survey_versions.all_of(connection, survey)]
    used = {*question.codes, *(code for each in definitions for code in _codes(each, question.code))}
    return next(code for number in range(1, len(used) + 2) if (code := f"option_{number}") not in used)


def _codes(definition: Mapping[str, Any], question: str) -> list[str]:
    return [
        option["code"] for each in definition["questions"] if each["code"] == question for option in each["options"]
    ]


def _at(definition: Definition, path: list[str | int]) -> Any:  # noqa: ANN401 - JSON
    part: Any = definition
    for step in path:
        part = part[step]
    return part


def _fitting(text: str, limit: int) -> str:
    text = text.strip()
    if not text or len(text) > limit:
        raise TextTooLong(limit)
    return text
