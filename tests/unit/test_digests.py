"""When digests and alerts are due: in the organisation's time, over clock changes too."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.digests import Frequency
from surveys.digests import next_alerts, next_due, reported

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the bounds of st
FREQUENCIES: list[Frequency] = ["weekly", "monthly"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # Tuesday; Monday before the hour; Monday at the hour, in Moscow's time.
        (datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 30, 6, tzinfo=UTC)),
        (datetime(2026, 11, 30, 5, 59, tzinfo=UTC), datetime(2026, 11, 30, 6, tzinfo=UTC)),
        (datetime(2026, 11, 30, 6, tzinfo=UTC), datetime(2026, 12, 7, 6, tzinfo=UTC)),
        # Monday has begun in Moscow while it is still Sunday in UTC.
        (datetime(2026, 11, 29, 22, tzinfo=UTC), datetime(2026, 11, 30, 6, tzinfo=UTC)),
    ],
)
def test_a_week_begins_where_the_organisation_is(now: datetime, expected: datetime) -> None:
    assert next_due("weekly", 9, MOSCOW, now) == expected


def test_the_hour_stays_over_a_clock_change() -> None:
    october, november = datetime(2026, 9, 15, tzinfo=UTC), datetime(2026, 10, 15, tzinfo=UTC)
    assert next_due("monthly", 9, BERLIN, october) == datetime(2026, 10, 1, 7, tzinfo=UTC)
    assert next_due("monthly", 9, BERLIN, november) == datetime(2026, 11, 1, 8, tzinfo=UTC)


def test_never_is_never() -> None:
    assert next_due("never", 9, MOSCOW, datetime(2026, 1, 1, tzinfo=UTC)) is None


@given(MOMENTS, st.integers(0, 23), st.sampled_from(FREQUENCIES), st.sampled_from([MOSCOW, BERLIN]))
def test_every_period_is_reported_once_after_it_has_ended(
    now: datetime, hour: int, frequency: Frequency, zone: ZoneInfo
) -> None:
    first = next_due(frequency, hour, zone, now)
    assert first is not None
    second = next_due(frequency, hour, zone, first)
    assert second is not None
    assert now < first < second <= now + timedelta(days=63)
    assert reported(frequency, first, zone).end == reported(frequency, second, zone).first
    assert reported(frequency, first, zone).end <= first.astimezone(zone).date()
    assert first.astimezone(zone).hour == hour or frequency == "monthly"


@given(MOMENTS)
def test_alerts_are_looked_for_on_monday_morning(now: datetime) -> None:
    due = next_alerts(MOSCOW, now).astimezone(MOSCOW)
    assert (due.weekday(), due.hour) == (0, 9)
    assert timedelta(0) < due - now <= timedelta(days=7)
