"""What happened to people in a simulated year, written down beside the database, and what should not have happened."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

# From the table of the specification, not from the code: weeks for any survey and for the same one.
WEEKS: Final[Mapping[str, tuple[int, int]]] = {
    "closed": (4, 6),
    "refused": (10, 12),
    "abandoned": (3, 4),
    "completed": (16, 26),
}
QUIET_FROM, QUIET_UNTIL = 21, 9


@dataclass
class Life:
    """A person: where their clock stands, what they did last about each survey, what they forbade."""

    chat_id: int
    zone: ZoneInfo
    last: dict[str, tuple[str, date]] = field(default_factory=dict)
    opted_out: bool = False
    stopped: bool = False
    reminded: set[int] = field(default_factory=set)
    times_asked: int = 0

    def did(self, survey: str, reaction: str, now: datetime) -> None:
        """The last reaction to a survey takes the place of the one before."""
        self.last[survey] = (reaction, now.astimezone(self.zone).date())

    def start_anew(self) -> None:
        """Nobody knows them any more."""
        self.last.clear()
        self.reminded.clear()
        self.opted_out = self.stopped = False


@dataclass
class Journal:
    """Counts of the year, and a line for each thing that the rules forbid."""

    quota: Mapping[str, int]
    visits: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    # Complete responses by survey, service point and month.
    complete: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    def was_asked(self, life: Life, survey: str, point: str, now: datetime) -> None:
        """An invitation went out."""
        self._arrived(life, now)
        today = now.astimezone(life.zone).date()
        for other, (reaction, day) in life.last.items():
            weeks = WEEKS[reaction][other == survey]
            if today < day + timedelta(weeks=weeks):
                self.violations.append(f"{survey} on {today}, {other} {reaction} on {day}")
        if self.complete[survey, point, f"{now:%Y-%m}"] >= self.quota.get(survey, 10**9):
            self.violations.append(f"{survey} on {today} beyond the quota of {point}")
        life.did(survey, "closed", now)
        life.times_asked += 1
        self.asked[survey] += 1

    def was_reminded(self, life: Life, survey: str, invitation: int, now: datetime) -> None:
        """A reminder went out."""
        self._arrived(life, now)
        if invitation in life.reminded:
            self.violations.append(f"a second reminder of {survey}")
        if life.last.get(survey, ("", now))[0] != "closed":
            self.violations.append(f"a reminder of {survey} after a reaction")
        life.reminded.add(invitation)
        self.done["reminded"] += 1

    def _arrived(self, life: Life, now: datetime) -> None:
        hour = now.astimezone(life.zone).hour
        if hour >= QUIET_FROM or hour < QUIET_UNTIL:
            self.violations.append(f"at {hour} o'clock")
        if life.opted_out or life.stopped:
            self.violations.append("somebody who wanted nothing")
