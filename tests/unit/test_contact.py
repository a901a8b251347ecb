"""The rules of asking: worked examples, and what must hold for whatever comes."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.contacts import Contact, Reaction
from surveys.contact import (
    KEPT_FOR_HIGHER,
    Somebody,
    asked_again_from,
    is_kept_for_higher,
    monday_after,
    quiet_until,
    refusal,
)
from surveys.contact_rules import ContactRules, Cooldowns, QuietHours

MOSCOW = ZoneInfo("Europe/Moscow")
RULES = ContactRules.model_validate(
    {"surveys": {"rare": {"priority": 2}, "often": {"priority": 1}, "always": {"priority": 0}}}
)
MONDAY = date(2026, 3, 2)

days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
reactions = st.sampled_from(get_args(Reaction))
contacts = st.lists(
    st.builds(Contact, st.sampled_from(["rare", "often"]), reactions, days.map(monday_after)), max_size=4
)


@pytest.mark.parametrize(
    ("reaction", "same", "weeks"),
    [
        ("closed", False, 4),
        ("closed", True, 6),
        ("refused", False, 10),
        ("refused", True, 12),
        ("abandoned", False, 3),
        ("abandoned", True, 4),
        ("completed", False, 16),
        ("completed", True, 26),
    ],
)
def test_the_defaults_in_weeks(reaction: Reaction, same: bool, weeks: int) -> None:
    met = [Contact("ces" if same else "csat", reaction, MONDAY)]
    assert asked_again_from(met, "ces", Cooldowns()) == MONDAY + timedelta(weeks=weeks)


@given(days)
def test_a_contact_is_rounded_up_to_a_week(day: date) -> None:
    assert monday_after(day).weekday() == 0
    assert timedelta(0) < monday_after(day) - day <= timedelta(days=7)


@given(contacts, contacts, st.sampled_from(["rare", "often"]))
def test_the_order_of_contacts_does_not_matter_and_more_never_shorten(
    some: list[Contact], more: list[Contact], survey: str
) -> None:
    alone = asked_again_from(some, survey, Cooldowns())
    both = asked_again_from([*some, *more], survey, Cooldowns())
    assert both == asked_again_from([*more, *some], survey, Cooldowns())
    assert both >= alone


@given(contacts, days)
def test_who_opted_out_is_never_asked(met: list[Contact], today: date) -> None:
    assert refusal(Somebody(1, True, met), "rare", RULES, today) == "opt_out"


@given(contacts, days)
def test_the_highest_priority_is_held_back_by_cooldowns_only(met: list[Contact], today: date) -> None:
    may = refusal(Somebody(1, False, met, ["often", "always"]), "rare", RULES, today)
    assert may == ("cooldown" if today < asked_again_from(met, "rare", RULES.cooldowns) else None)


def test_a_lower_survey_gives_way_to_a_higher_one_that_waits() -> None:
    free = next(number for number in range(100) if not is_kept_for_higher(number, MONDAY, 1, RULES.priorities))
    assert refusal(Somebody(free, False, []), "often", RULES, MONDAY) is None
    assert refusal(Somebody(free, False, [], ["rare"]), "often", RULES, MONDAY) == "priority"
    # The higher one could not be asked itself: nobody gains by waiting for it.
    cooling = [Contact("rare", "closed", MONDAY - timedelta(weeks=5))]
    assert refusal(Somebody(free, False, cooling, ["rare"]), "often", RULES, MONDAY) is None


@pytest.mark.parametrize(("priority", "share"), [(2, 1.0), (1, 0.8), (0, 0.64)])
def test_each_higher_priority_keeps_its_part_of_the_people(priority: int, share: float) -> None:
    people = 20_000
    open_ones = sum(not is_kept_for_higher(each, MONDAY, priority, RULES.priorities) for each in range(people))
    assert open_ones / people == pytest.approx(share, abs=0.015)
    assert share == pytest.approx((1 - KEPT_FOR_HIGHER) ** (2 - priority))


@pytest.mark.parametrize(
    ("local", "until"),
    [
        ("2026-03-02T20:59", None),
        ("2026-03-02T21:00", "2026-03-03T09:00"),
        ("2026-03-03T03:00", "2026-03-03T09:00"),
        ("2026-03-03T08:59", "2026-03-03T09:00"),
        ("2026-03-03T09:00", None),
    ],
)
def test_quiet_hours_reach_over_midnight(local: str, until: str | None) -> None:
    now = datetime.fromisoformat(local).replace(tzinfo=MOSCOW).astimezone(UTC)
    expected = datetime.fromisoformat(until).replace(tzinfo=MOSCOW).astimezone(UTC) if until else None
    assert quiet_until(now, MOSCOW, QuietHours()) == expected


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - the zone is added below
    st.sampled_from(["Europe/Moscow", "Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "UTC"]),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_when_the_quiet_hours_end_it_is_loud(moment: datetime, zone_name: str, start: object, end: object) -> None:
    zone, now = ZoneInfo(zone_name), moment.replace(tzinfo=UTC)
    hours = QuietHours.model_validate({"from": start, "until": end})
    at = quiet_until(now, zone, hours)
    if at is None:
        return
    assert now <= at <= now + timedelta(hours=25)
    assert quiet_until(at + timedelta(hours=1 if start != end else 0), zone, hours) is None or start != end


def test_equal_ends_mean_that_no_hour_is_quiet() -> None:
    hours = QuietHours.model_validate({"from": "09:00", "until": "09:00"})
    assert all(quiet_until(datetime(2026, 3, 2, hour, tzinfo=UTC), MOSCOW, hours) is None for hour in range(24))
