"""The organisation's file: its units and its touchpoints, the places and channels where people are asked."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, StringConstraints, model_validator

from storage.documents.problems import Problem, not_empty, refuse, repeated
from storage.documents.reading import FileMistakes, build, read_document
from storage.documents.text import Frozen
from storage.organisation import PLACE_CODE, SMALLEST_GROUP
from surveys.contact_rules import ContactRules
from surveys.definition import Name, Survey, SurveyCode
from surveys.retention import Retention

PlaceCode = Annotated[str, StringConstraints(pattern=PLACE_CODE.pattern)]

# Below five even a whole organisation tells too much about each; ten is the usual for anything that is published.
SMALLEST_OF_ALL: Final = 5

Channel = Literal["window", "phone", "site", "app", "mail", "visit", "internal", "prototype"]


@cache
def _zones() -> frozenset[str]:
    # Looking for them reads a folder of the system each time.
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        refuse("timezone", [Problem((), f"no time zone is called {name}: use a name such as Europe/Moscow")])
    return name


ZoneName = Annotated[str, AfterValidator(_known_zone)]


def _not_too_small(number: int) -> int:
    if number < SMALLEST_OF_ALL:
        refuse(
            "smallest_group", [Problem((), f"{number} people may recognise each other: give {SMALLEST_OF_ALL} or more")]
        )
    return number


class Unit(Frozen):
    """A branch or a department; coordinators may be limited to some."""

    code: PlaceCode
    name: Name
    # None: the organisation's.
    timezone: Annotated[str, AfterValidator(_known_zone)] | None = None


class Touchpoint(Frozen):
    """Where a person meets a service of a unit, and the survey that is offered there."""

    code: PlaceCode
    unit: PlaceCode
    service: Name
    channel: Channel
    survey: SurveyCode


class Organisation(Frozen):
    """All that the file says. Codes are keys for ever; names may change."""

    name: Name
    # None: the program's TIMEZONE.
    timezone: ZoneName | None = None
    # The fewest responses that are ever shown together; it can't be lowered once people have answered.
    smallest_group: Annotated[int, AfterValidator(_not_too_small)] = SMALLEST_GROUP
    # A version written in the chat is published only when a second person approves it.
    approval: bool = False
    retention: Retention = Retention()
    units: Annotated[tuple[Unit, ...], AfterValidator(not_empty)]
    touchpoints: Annotated[tuple[Touchpoint, ...], AfterValidator(not_empty)]
    contact: ContactRules = ContactRules()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        refuse("organisation", self._problems())
        return self

    def _problems(self) -> Iterator[Problem]:
        yield from repeated(("units",), (unit.code for unit in self.units))
        yield from repeated(("touchpoints",), (touchpoint.code for touchpoint in self.touchpoints))
        units = [unit.code for unit in self.units]
        for index, touchpoint in enumerate(self.touchpoints):
            if touchpoint.unit not in units:
                known = ", ".join(units)
                yield Problem(("touchpoints", index, "unit"), f"no unit is called {touchpoint.unit}: known are {known}")


def read_organisation(path: Path, catalog: Mapping[str, Survey]) -> Organisation:
    """Read organisation.yaml, given the surveys there are; FileMistakes with what is wrong."""
    document = read_document(path)
    organisation = build(Organisation, document, document.located.value)
    mistakes = document.mistakes(_wrong_surveys(organisation, catalog))
    if mistakes:
        raise FileMistakes(mistakes)
    return organisation


def _wrong_surveys(organisation: Organisation, catalog: Mapping[str, Survey]) -> Iterator[Problem]:
    known = ", ".join(sorted(catalog))
    for code in organisation.contact.surveys:
        if code not in catalog:
            yield Problem(("contact", "surveys", code), f"no survey is called {code}: known are {known}")
    for index, touchpoint in enumerate(organisation.touchpoints):
        here, survey = ("touchpoints", index, "survey"), catalog.get(touchpoint.survey)
        if survey is None:
            yield Problem(here, f"no survey is called {touchpoint.survey}: known are {known}")
        elif not survey.suits(touchpoint.channel):
            fitting = ", ".join(sorted(code for code, each in catalog.items() if each.suits(touchpoint.channel)))
            yield Problem(here, f"{survey.code} is for {survey.audience}, this channel is not: choose one of {fitting}")
