"""Moments as people say them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.moments import UnknownMoment, moment

MOSCOW = ZoneInfo("Europe/Moscow")
# A Tuesday, 12:30 in Moscow.
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today 18:00", "2026-11-24T15:00"),
        ("tomorrow", "2026-11-25T09:30"),
        ("Tomorrow 10:00", "2026-11-25T07:00"),
        ("next Monday", "2026-11-30T09:30"),
        ("next tuesday 9:05", "2026-12-01T06:05"),
        ("2026-12-01T10:00", "2026-12-01T07:00"),
        ("2026-12-01", "2026-11-30T21:00"),
        ("2026-12-01T10:00+00:00", "2026-12-01T10:00"),
    ],
)
def test_moments(said: str, meant: str) -> None:
    assert moment(said, NOW, MOSCOW) == datetime.fromisoformat(meant).replace(tzinfo=UTC)


@pytest.mark.parametrize("said", ["", "soon", "tomorrow 25:00", "next day", "2026-13-01", "tomorrow 9"])
def test_what_is_no_moment(said: str) -> None:
    with pytest.raises(UnknownMoment):
        moment(said, NOW, MOSCOW)


def test_the_same_time_of_day_across_a_change_of_the_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    eve = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)
    assert moment("tomorrow", eve, berlin) == datetime(2026, 3, 29, 8, 0, tzinfo=UTC)
