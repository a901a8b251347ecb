"""The staff who take the course beside the one whom the page shows: how many joined where and when, and how they learn.

Two branches are large enough for numbers; in the third only names can be seen, since its group is too small.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Final

# By unit: names as people gave them when they joined.
NAMES: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "north": (
            *("Айгуль Н.", "Алексей Б.", "Валентина К.", "Виктор С.", "Галина П.", "Дарья М.", "Дмитрий Л."),
            *("Екатерина Ф.", "Ирина В.", "Константин Р.", "Людмила Г.", "Марина Ж.", "Наталья Е.", "Олег Т."),
            *("Светлана И.", "Тимур А.", "Эльвира С.", "Юлия Х."),
        ),
        "south": (
            *("Анастасия Д.", "Артём З.", "Вера Ш.", "Денис О.", "Елена У.", "Зоя К.", "Игорь Н.", "Ксения Б."),
            *("Лариса М.", "Михаил Я.", "Надежда Р.", "Оксана Ц.", "Роман Щ.", "Сергей Е.", "Татьяна Л.", "Яна В."),
        ),
        "east": ("Борис Ч.", "Евгения С.", "Раиса А.", "Фёдор И."),
    }
)
# They were invited in groups, a few weeks after one another: days ago.
GROUPS: Final = (84, 84, 70, 70, 63, 49, 35, 21)
# Some give up after a while, some are on leave now.
GIVES_UP_CHANCE: Final = 0.12
AWAY_CHANCE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody on course: shares of 0 to 1 of the days they look at it, of what they grasp and of what they try.

    `gives_up_after` is the number of messages after which they look no more; None for those who go on.
    """

    unit: str
    name: str
    joined_days_ago: int
    diligence: float
    grasp: float
    practice: float
    gives_up_after: int | None
    is_away: bool


def colleagues(random: Random) -> list[Colleague]:
    """All of them, the same for the same seed."""
    return [_colleague(random, unit, name) for unit, names in NAMES.items() for name in names]


def _colleague(random: Random, unit: str, name: str) -> Colleague:
    gives_up = random.random() < GIVES_UP_CHANCE
    return Colleague(
        unit,
        name,
        joined_days_ago=random.choice(GROUPS),
        diligence=random.triangular(0.6, 1.0, 0.92),
        grasp=random.triangular(-0.15, 0.15),
        practice=random.triangular(0.6, 1.0, 0.9),
        gives_up_after=random.randint(6, 16) if gives_up else None,
        is_away=not gives_up and random.random() < AWAY_CHANCE,
    )
