"""Which days are working days: a country's calendar with its decrees, and an organisation's own exceptions."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, model_validator

from storage.documents.problems import Problem, refuse
from storage.documents.reading import build, read_document
from storage.documents.text import Frozen

if TYPE_CHECKING:
    from holidays import HolidayBase

IsWorkingDay = Callable[[date], bool]

DEFAULT_COUNTRY = "RU"


def _known_country(code: str) -> str:
    import holidays  # noqa: PLC0415 - 16 MB that a body without a course never needs

    if code not in holidays.list_supported_countries():
        refuse("country", [Problem((), f"no calendar is called {code}: use a code of ISO 3166, such as RU")])
    return code


class WorkingDays(Frozen):
    """A country's calendar (package holidays: transfers and working Saturdays included) and what differs from it."""

    country: Annotated[str, AfterValidator(_known_country)] = DEFAULT_COUNTRY
    working: tuple[date, ...] = ()
    free: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        refuse("calendar", self._problems())
        return self

    def calendar(self) -> IsWorkingDay:
        """A function that tells working days from others; the country's days are looked up when it is first asked."""
        exceptions = {**dict.fromkeys(self.working, True), **dict.fromkeys(self.free, False)}

        def is_working_day(day: date) -> bool:
            return exceptions[day] if day in exceptions else _days_of(self.country).is_working_day(day)

        return is_working_day

    def _problems(self) -> Iterator[Problem]:
        for index, day in enumerate(self.free):
            if day in self.working:
                yield Problem(("free", index), f"{day} is both working and free: remove it from one list")


@cache
def _days_of(country: str) -> "HolidayBase":
    import holidays  # noqa: PLC0415 - as above

    return holidays.country_holidays(country)


def read_working_days(path: Path) -> WorkingDays:
    """Read a file of exceptions; FileMistakes with what is wrong."""
    document = read_document(path)
    return build(WorkingDays, document, document.located.value)
