"""Reads a YAML file that people wrote into a model; every mistake is reported at its line, all at once."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from storage.documents.problems import Problem
from storage.documents.yaml_lines import Located, YamlSyntaxError, parse

Model = TypeVar("Model", bound=BaseModel)


class Mistake(NamedTuple):
    """What is wrong at a line of a file and what to do about it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class FileMistakes(Exception):
    """Files that people wrote have mistakes."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("\n".join(map(str, self.mistakes)))


class Document(NamedTuple):
    """A file that was read: its data and where each piece of it stands."""

    file: str
    located: Located

    def mistakes(self, problems: Iterable[Problem]) -> list[Mistake]:
        """The problems, each with the line where it was made."""
        return [
            Mistake(self.file, self.located.line_of(each.path), _named(each.path, each.message)) for each in problems
        ]


def read_document(file: Path) -> Document:
    """Read the file as YAML; FileMistakes when it can't be read or is no YAML."""
    return Document(str(file), parse_located(file, read_text(file)))


def read_text(file: Path) -> str:
    """The text of a file in UTF-8; FileMistakes when it can't be read."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileMistakes([Mistake(str(file), 1, f"can't be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise FileMistakes([Mistake(str(file), 1, "is not in UTF-8: save it in that encoding")]) from error


def parse_located(file: Path, text: str) -> Located:
    """The data of YAML text of the file; FileMistakes when it is no YAML."""
    try:
        return parse(text)
    except YamlSyntaxError as error:
        raise FileMistakes([Mistake(str(file), error.line, f"is no YAML here: {error}")]) from error


def build(model: type[Model], document: Document, value: object, problems: Sequence[Problem] = ()) -> Model:
    """Make the model of the document's data, or of what was made of it; FileMistakes with all that is wrong.

    `problems` were found by the caller in the same document: they are reported too, and instead of what the
    model says about the same places.
    """
    mistakes = [*_duplicates(document), *document.mistakes(problems)]
    try:
        built = model.model_validate(value)
    except ValidationError as error:
        fields = frozenset(_field_names(model))
        known = {each.path for each in problems}
        found = [_problem(each, fields) for each in error.errors() if each["loc"] not in known]
        raise FileMistakes([*mistakes, *document.mistakes(found)]) from error
    if mistakes:
        raise FileMistakes(mistakes)
    return built


def _duplicates(document: Document) -> list[Mistake]:
    return [
        Mistake(document.file, line, f"{key} is given twice here: remove one")
        for line, key in document.located.duplicates
    ]


_MESSAGES: Final[Mapping[str, str]] = {
    "missing": "is missing: add it",
    "string_type": "must be text: write words, or put the value in quotes",
    "string_too_short": "is empty: fill it in",
    "string_pattern_mismatch": "has other characters or another length than {pattern} allows: correct it",
    "literal_error": "must be one of {expected}",
    "model_type": "must be a mapping of keys and values",
    "model_attributes_type": "must be a mapping of keys and values",
    "dict_type": "must be a mapping of keys and values",
    "tuple_type": "must be a list: start each item with a dash",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
}


def _problem(error: ErrorDetails, fields: frozenset[str]) -> Problem:
    kind, path = error["type"], error["loc"]
    if kind == "extra_forbidden":
        return Problem(path, f"is not known here: {_correction(str(path[-1]), fields)}")
    template = _MESSAGES.get(kind)
    return Problem(path, template.format(**error.get("ctx", {})) if template else error["msg"])


def _correction(key: str, fields: frozenset[str]) -> str:
    near = difflib.get_close_matches(key, fields, n=1)
    return f"did you mean {near[0]}?" if near else "remove it"


def _field_names(model: type[BaseModel]) -> Iterable[str]:
    """The keys of the model and of all models inside it, to correct a spelling with."""
    schema = model.model_json_schema(by_alias=True)
    for part in (schema, *schema.get("$defs", {}).values()):
        yield from part.get("properties", {})


def _named(path: tuple[str | int, ...], message: str) -> str:
    """The message with its place in words: items are counted from one, as people count."""
    place = " ".join(f"#{part + 1}" if isinstance(part, int) else part for part in path)
    return f"{place}: {message}" if place else message
