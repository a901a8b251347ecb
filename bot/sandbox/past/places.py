"""How people are served at the service points of the example organisation, and where that has changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

Weights = Mapping[str, float]

# What moves people where nothing else is known, by driver: what pleases them, and what gets in their way.
PLEASURES: Final[Weights] = MappingProxyType(
    {"effectiveness": 4, "ease": 2, "efficiency": 3, "transparency": 2, "humanity": 4, "employee": 3, "place": 1}
)
TROUBLES: Final[Weights] = MappingProxyType(
    {"effectiveness": 2, "ease": 2, "efficiency": 2, "transparency": 2, "humanity": 1, "employee": 1, "place": 1}
)


@dataclass(frozen=True, slots=True)
class Serving:
    """How people are served: `quality` from 0 to 1, and what stands out beyond the usual, by driver."""

    quality: float
    pleasures: Weights = field(default_factory=dict)
    troubles: Weights = field(default_factory=dict)

    @property
    def all_pleasures(self) -> Weights:
        """What pleases people here, the usual with it."""
        return {**PLEASURES, **self.pleasures}

    @property
    def all_troubles(self) -> Weights:
        """What gets in their way."""
        return {**TROUBLES, **self.troubles}


@dataclass(frozen=True, slots=True)
class Place:
    """A service point: responses a week, how people were served, and how they are since some days ago."""

    responses_a_week: int
    before: Serving
    since_days: int = 0
    after: Serving | None = None

    def serving(self, days_ago: int) -> Serving:
        """How people were served on a day."""
        return self.after if self.after and days_ago <= self.since_days else self.before


# The two to be found: benefits in the north, where people wait since four weeks, and documents in the south, where
# signs and leaflets were changed six weeks ago. Everywhere else only chance is at work.
PLACES: Final[Mapping[str, Place]] = MappingProxyType(
    {
        "north-certificates": Place(34, Serving(0.80)),
        "north-benefits": Place(
            40, Serving(0.77, troubles={"efficiency": 1}), 28, Serving(0.56, troubles={"efficiency": 14})
        ),
        "north-queue": Place(26, Serving(0.71)),
        "south-documents": Place(
            38,
            Serving(0.57, troubles={"transparency": 9}),
            42,
            Serving(0.76, pleasures={"transparency": 9}, troubles={"transparency": 0.5}),
        ),
        "south-visit-home": Place(12, Serving(0.84, pleasures={"humanity": 8})),
        "east-land": Place(22, Serving(0.66, troubles={"ease": 5})),
        "east-family": Place(24, Serving(0.82)),
        "hotline": Place(30, Serving(0.68, troubles={"effectiveness": 4})),
        "booking-site": Place(28, Serving(0.74)),
        "mobile-app": Place(24, Serving(0.70)),
        "personnel": Place(8, Serving(0.72)),
        "new-application-form": Place(6, Serving(0.62)),
    }
)
# A place that was added to the file later.
ELSEWHERE: Final = Place(15, Serving(0.72))
