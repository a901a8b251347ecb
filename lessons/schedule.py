"""When the daily message is due. Pure: a rhythm, a calendar and a moment go in; local dates and UTC moments come out.

No job a person and no cron: a moment is worked out from the person's local date, so that a change of the clocks, a
restart or a late heartbeat gives neither two messages nor none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from lessons.working_days import IsWorkingDay

# Hours a person may choose; the message may come until the day ends. LESSONS: only 09..18 on working days.
FIRST_HOUR: Final = 9
LAST_HOUR: Final = 18
DEFAULT_HOUR: Final = 10
DAY_ENDS: Final = time(19)

# No calendar has a longer row of days off; where one does, its end is looked at again.
HORIZON: Final = timedelta(days=400)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Absence:
    """Local dates, both included, on which a person gets nothing."""

    first_day: date
    last_day: date

    def covers(self, day: date) -> bool:
        """Whether the person is away on this day."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a person wants the daily message: the hour of their zone, ISO weekdays off, absences."""

    hour: int
    zone: ZoneInfo
    days_off: frozenset[int] = frozenset()
    absences: Sequence[Absence] = ()

    def today(self, now: datetime) -> date:
        """The person's date."""
        return now.astimezone(self.zone).date()

    def works_on(self, day: date, calendar: IsWorkingDay) -> bool:
        """Whether the person works on this day."""
        return (
            calendar(day)
            and day.isoweekday() not in self.days_off
            and not any(absence.covers(day) for absence in self.absences)
        )


def opens_at(rhythm: Rhythm, day: date) -> datetime:
    """The moment of a day's message."""
    return _moment(day, time(rhythm.hour), rhythm.zone)


def closes_at(rhythm: Rhythm, day: date) -> datetime:
    """The end of a day's working hours; a message that is late waits for the next working day."""
    return _moment(day, DAY_ENDS, rhythm.zone)


def open_day(rhythm: Rhythm, calendar: IsWorkingDay, now: datetime) -> date | None:
    """The date whose message may be sent now; None outside the hours of a working day."""
    today = rhythm.today(now)
    is_open = opens_at(rhythm, today) <= now < closes_at(rhythm, today)
    return today if is_open and rhythm.works_on(today, calendar) else None


def next_after(rhythm: Rhythm, calendar: IsWorkingDay, day: date) -> datetime:
    """The moment of the first message after a day."""
    return first_after(rhythm, day, lambda each: rhythm.works_on(each, calendar))


def next_from(rhythm: Rhythm, calendar: IsWorkingDay, now: datetime) -> datetime:
    """The moment of the message that comes next; it may be past, as long as today's working hours last."""
    today = rhythm.today(now)
    is_over = now >= closes_at(rhythm, today)
    return next_after(rhythm, calendar, today if is_over else today - DAY)


def first_after(rhythm: Rhythm, day: date, is_wanted: Callable[[date], bool]) -> datetime:
    """The person's hour of the first wanted day after a day.

    A course never goes silent for ever: where no day is wanted, the moment is that at which to look again, HORIZON
    after the last absence.
    """
    last = max((day, *(absence.last_day for absence in rhythm.absences))) + HORIZON
    return opens_at(rhythm, next((each for each in days_after(day, last) if is_wanted(each)), last))


def days_after(day: date, last: date) -> Iterator[date]:
    """The days after a day, as far as the last one."""
    for number in range(1, (last - day).days + 1):
        yield day + timedelta(days=number)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
