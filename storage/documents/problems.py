"""What is wrong with data that people wrote, with the place inside the data: a path of keys and indexes."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

Item = TypeVar("Item")


class Problem(NamedTuple):
    """A mistake at a path, such as ("questions", 2, "when"); the message says what to do about it."""

    path: tuple[str | int, ...]
    message: str


def refuse(title: str, problems: Iterable[Problem]) -> None:
    """Raise one ValidationError with every problem, so that a validator doesn't stop at the first."""
    details = [_details(problem) for problem in problems]
    if details:
        raise ValidationError.from_exception_data(title, details)


def not_empty(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """For AfterValidator: unlike pydantic's min_length it is silent when it is the items that are wrong."""
    if not items:
        refuse("list", [Problem((), "is empty: add at least one")])
    return items


def repeated(path: tuple[str | int, ...], codes: Iterable[str]) -> Iterable[Problem]:
    """A problem for every code that was used before in the same list."""
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code in seen:
            yield Problem((*path, index, "code"), f"the code {code} is used twice: give each its own")
        seen.add(code)


def _details(problem: Problem) -> InitErrorDetails:
    # The message travels as a value: a brace in it is no placeholder.
    error = PydanticCustomError("problem", "{message}", {"message": problem.message})
    return InitErrorDetails(type=error, loc=problem.path, input=None)
