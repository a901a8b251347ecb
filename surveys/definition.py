"""What a survey asks: the models of a definition, as it is written in YAML and kept in the database.

A definition is whole: scales and shared options are already filled in with their words, so that a published
version shows the same buttons for ever.
"""

from collections.abc import Iterator
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from storage.documents.problems import Problem, not_empty, refuse, repeated
from storage.documents.text import Frozen, Text
from storage.organisation import INTERNAL
from surveys.scales import SCALES, Kind, Metric, Scale

# Codes travel in callback data, which Telegram limits to 64 bytes, and name columns of exports.
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,24}$")]
SurveyCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,32}$")]

LONGEST_NAME: Final = 64
LONGEST_LABEL: Final = 40
LONGEST_QUESTION: Final = 300
LONGEST_PARAGRAPH: Final = 1000
FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 12


def _at_most(limit: int) -> AfterValidator:
    def check(text: Text) -> Text:
        if text.longest > limit:
            refuse("text", [Problem((), f"has {text.longest} characters: shorten it to {limit}")])
        return text

    return AfterValidator(check)


Name = Annotated[Text, _at_most(LONGEST_NAME)]
Label = Annotated[Text, _at_most(LONGEST_LABEL)]
Wording = Annotated[Text, _at_most(LONGEST_QUESTION)]
Paragraph = Annotated[Text, _at_most(LONGEST_PARAGRAPH)]


class Option(Frozen):
    """One button: the code that is stored and the label that is read."""

    code: Code
    text: Label


class Condition(Frozen):
    """Holds when an earlier question was answered, and answered so; a skipped one satisfies no condition."""

    question: Code
    at_least: int | None = None
    at_most: int | None = None
    is_: Annotated[tuple[Code, ...], AfterValidator(not_empty)] | None = Field(default=None, alias="is")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.is_ is None and self.at_least is None and self.at_most is None:
            refuse("condition", [Problem((), "says nothing: add at_least, at_most or is")])
        return self


class Variant(Frozen):
    """Another wording of a question for those whose earlier answers meet every condition."""

    when: Annotated[tuple[Condition, ...], AfterValidator(not_empty)]
    text: Wording


class Question(Frozen):
    """One step of a survey. `required` means that a response is not complete without it."""

    code: Code
    kind: Kind
    text: Wording
    variants: tuple[Variant, ...] = ()
    options: tuple[Option, ...] = ()
    when: tuple[Condition, ...] = ()
    required: bool = False
    not_applicable: bool = False

    @model_validator(mode="before")
    @classmethod
    def _scales_are_required(cls, data: object) -> object:
        # Compared one by one: what people wrote in place of a kind may be a list, which has no hash.
        if isinstance(data, dict) and data.get("kind") in tuple(SCALES):
            return {"required": True, **data}
        return data

    @model_validator(mode="after")
    def _has_its_options(self) -> Self:
        refuse("question", self._problems_of_options())
        return self

    @property
    def scale(self) -> Scale | None:
        """The built-in scale of this kind, None for kinds with options of their own and for comments."""
        return SCALES.get(self.kind)

    @property
    def is_numeric(self) -> bool:
        """Whether an answer is a number on a scale; otherwise it is a list of option codes or a comment."""
        return self.scale is not None and self.scale.is_numeric

    @property
    def metric(self) -> Metric | None:
        """What the answers measure; the kind declares it."""
        return self.scale.metric if self.scale else None

    @property
    def scale_id(self) -> str | None:
        """Scores are comparable only on the same scale."""
        return self.scale.id if self.scale else None

    @property
    def choices(self) -> tuple[tuple[str, Text], ...]:
        """The buttons in their order: codes and labels; none for a comment."""
        return tuple((option.code, option.text) for option in self.options)

    @property
    def codes(self) -> tuple[str, ...]:
        """Everything that may be tapped, in the order of the buttons."""
        return tuple(option.code for option in self.options)

    @property
    def conditions(self) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
        """Every condition of this question and of its variants, with its path inside the question."""
        for index, condition in enumerate(self.when):
            yield ("when", index), condition
        for index, variant in enumerate(self.variants):
            for inner, condition in enumerate(variant.when):
                yield ("variants", index, "when", inner), condition

    def _problems_of_options(self) -> Iterator[Problem]:
        here = ("options",)
        yield from repeated(here, self.codes)
        if self.scale:
            if self.codes != self.scale.codes:
                yield Problem(here, f"the kind {self.kind} has its own options: remove these")
        elif self.kind == "comment":
            if self.options:
                yield Problem(here, "a comment has no options: remove them, or make the kind several")
        elif not FEWEST_OPTIONS <= len(self.options) <= MOST_OPTIONS:
            yield Problem(here, f"{len(self.options)} options: give {FEWEST_OPTIONS} to {MOST_OPTIONS}")


class Survey(Frozen):
    """A whole survey; its version is a matter of the database."""

    code: SurveyCode
    name: Name
    intro: Paragraph | None = None
    thanks: Paragraph | None = None
    # Whom it is for: colleagues rate internal services, which citizens never meet.
    audience: Literal["citizens", "colleagues"] = "citizens"
    questions: Annotated[tuple[Question, ...], AfterValidator(not_empty)]

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        refuse("survey", self._problems())
        return self

    def suits(self, channel: str) -> bool:
        """Whether it may be asked in a channel: scores of colleagues and of citizens never mix."""
        return (channel == INTERNAL) is (self.audience == "colleagues")

    def question(self, code: str) -> Question:
        """The question with this code; KeyError when there is none."""
        for question in self.questions:
            if question.code == code:
                return question
        raise KeyError(code)

    def _problems(self) -> Iterator[Problem]:
        yield from repeated(("questions",), (question.code for question in self.questions))
        if not any(question.required for question in self.questions):
            yield Problem(("questions",), "no question is required: make at least one `required: true`")
        for position, question in enumerate(self.questions):
            earlier = {each.code: each for each in self.questions[:position]}
            for path, condition in question.conditions:
                for message in _impossibilities(condition, earlier):
                    yield Problem(("questions", position, *path), message)


def _impossibilities(condition: Condition, earlier: dict[str, Question]) -> Iterator[str]:
    asked = earlier.get(condition.question)
    if asked is None:
        yield f"no earlier question is called {condition.question}: correct the code or the order"
        return
    for code in condition.is_ or ():
        if code not in asked.codes:
            known = ", ".join(asked.codes) or "nothing to choose from"
            yield f"{condition.question} has no answer {code}: it has {known}"
    yield from _impossible_bounds(condition, asked)


def _impossible_bounds(condition: Condition, asked: Question) -> Iterator[str]:
    bounds = [bound for bound in (condition.at_least, condition.at_most) if bound is not None]
    if bounds and not asked.is_numeric:
        yield f"{asked.code} has no numbers: use `is`"
        return
    for bound in bounds:
        if str(bound) not in asked.codes:
            scale = f"{asked.codes[0]} to {asked.codes[-1]}"
            yield f"{bound} is not on the scale of {asked.code}: it goes from {scale}"
    if bounds != sorted(bounds):
        yield "at_least is above at_most, nobody can meet it: exchange them"
