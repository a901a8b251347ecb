"""What a lesson says: the models of its files. A lesson is one tool or one rule, the same in every language.

These models refuse what no screen could show; what only makes a lesson worse is found by lessons.linting.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, StringConstraints, model_validator

from lessons import limits
from storage.documents.problems import Problem, not_empty, refuse
from storage.documents.text import Frozen, NonEmpty

# A code travels in callback data, of which Telegram takes 64 bytes, and names the files of its lesson.
LessonCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,24}$")]

Language = Literal["ru", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("ru", "en")

# The client-centric approach has terms of its glossary and the base rules that make it work.
Kind = Literal["term", "rule"]

OPTIONS: Final = 4
FEWEST_STEPS: Final = 3
MOST_STEPS: Final = 5
SHORTEST_TASK: Final = 5
LONGEST_TASK: Final = 10


def _at_most(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > limit:
            refuse("text", [Problem((), f"has {len(text)} characters: shorten it to {limit}")])
        return text

    return AfterValidator(check)


Title = Annotated[NonEmpty, _at_most(limits.LONGEST_TITLE)]
Paragraph = Annotated[NonEmpty, _at_most(limits.LONGEST_PARAGRAPH)]
Steps = Annotated[tuple[Paragraph, ...], AfterValidator(not_empty)]
Question = Annotated[NonEmpty, _at_most(limits.LONGEST_QUESTION)]
Option = Annotated[NonEmpty, _at_most(limits.LONGEST_OPTION)]
Explanation = Annotated[NonEmpty, _at_most(limits.LONGEST_EXPLANATION)]
SourceName = Annotated[NonEmpty, _at_most(limits.LONGEST_SOURCE)]


class Source(Frozen):
    """Where the facts of a lesson come from, and on which terms that source may be used."""

    name: SourceName
    licence: SourceName


class LessonText(Frozen):
    """A lesson in one language: plain text, no markup.

    `right` counts the options from one, as the author does; `minutes` is how long the task takes.
    """

    title: Title
    aliases: tuple[Title, ...] = ()
    minutes: int
    question: Question
    options: tuple[Option, ...]
    right: int
    explanation: Explanation
    sources: Annotated[tuple[Source, ...], AfterValidator(not_empty)]
    what: Paragraph
    why: Paragraph
    when: Paragraph
    how: Steps
    task: Paragraph
    mistake: Paragraph

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        refuse("lesson", self._problems())
        return self

    @property
    def right_option(self) -> int:
        """The index of the right option, from zero."""
        return self.right - 1

    @property
    def card(self) -> tuple[str, ...]:
        """All that a person reads before the check question, in order."""
        return (self.title, self.what, self.why, self.when, *self.how, self.task, self.mistake)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which the lesson is looked up."""
        return (self.title, *self.aliases)

    def _problems(self) -> Iterator[Problem]:
        if not SHORTEST_TASK <= self.minutes <= LONGEST_TASK:
            yield Problem(("minutes",), f"is {self.minutes}: a task takes {SHORTEST_TASK} to {LONGEST_TASK} minutes")
        if not FEWEST_STEPS <= len(self.how) <= MOST_STEPS:
            yield Problem(("how",), f"has {len(self.how)} steps: give {FEWEST_STEPS} to {MOST_STEPS}")
        if len(self.options) != OPTIONS:
            yield Problem(("options",), f"{len(self.options)} options: give {OPTIONS}")
        elif not 1 <= self.right <= OPTIONS:
            yield Problem(("right",), f"is {self.right}: count the options from 1 to {OPTIONS}")
        if len({option.casefold() for option in self.options}) < len(self.options):
            yield Problem(("options",), "has the same option twice: change one")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson in every language. `number` is its place in the glossary, from one; terms come before rules."""

    code: str
    number: int
    kind: Kind
    prerequisites: tuple[str, ...]
    texts: Mapping[Language, LessonText]

    def in_(self, language: str) -> LessonText:
        """The lesson in a language of the bot; English for any other language."""
        return self.texts["ru" if language == "ru" else "en"]
