"""The rules of a course: what a day brings, the habit score, reviews, silence, preferences, the calendar's file."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import preferences
from lessons.catalog_files import load_catalog
from lessons.course_days import ASK_AFTER, PAUSE_AFTER, SILENCE, content_of, skipping
from lessons.errors import DateInThePast, DateUnreadable, HourOutside, LessonError, NameUnfit
from lessons.habit import HALF_LIFE, habit_score
from lessons.live_catalog import LiveCatalog
from lessons.plan import FINAL, PRACTICE
from lessons.reviews import LONGEST_INTERVAL_DAYS, most_on, remembered
from lessons.schedule import Rhythm
from lessons.suggesting import Offer
from lessons.turns import Turn, decide, decide_offer
from lessons.working_days import WorkingDays, read_working_days
from storage.deliveries import Delivery
from storage.documents.reading import FileMistakes
from storage.enrollments import Enrollment

CATALOG = load_catalog()
MONDAY = date(2026, 9, 7)
NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("code", "days"), [("standard", 42), ("fast", 33), ("first_step", 10)])
def test_a_course_that_begins_on_a_monday_gives_its_days_as_written(code: str, days: int) -> None:
    course, position, found = CATALOG.courses[code], 0, []
    for number in range(days):
        day = MONDAY + timedelta(days=number // 5 * 7 + number % 5)
        content = content_of(course, position, day)
        position += content not in (PRACTICE, FINAL)
        found.append(content)
    assert tuple(found) == course.days
    assert position == len(course.lessons)


@given(st.sampled_from(sorted(CATALOG.courses)), st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.data())
def test_whenever_a_course_begins_every_lesson_comes_once(code: str, day: date, data: st.DataObject) -> None:
    course, position, lessons = CATALOG.courses[code], 0, []
    while (content := content_of(course, position, day)) != FINAL:
        if content != PRACTICE:
            lessons.append(content)
            position += 1
        day += timedelta(days=data.draw(st.integers(1, 6)))
    assert tuple(lessons) == course.lessons


def test_a_lesson_that_came_out_of_turn_is_skipped() -> None:
    course = CATALOG.courses["standard"]
    assert skipping(course, 1, {course.lessons[1], course.lessons[2]}) == 3
    assert skipping(course, 1, {course.lessons[5]}) == 1


def test_half_of_the_habit_is_there_after_the_half_life_and_gone_after_another() -> None:
    assert habit_score([True] * HALF_LIFE) == pytest.approx(0.5)
    assert habit_score([True] * HALF_LIFE + [False] * HALF_LIFE) == pytest.approx(0.25)
    assert habit_score([]) == 0


@given(st.lists(st.booleans()))
def test_one_miss_never_breaks_a_habit(reactions: list[bool]) -> None:
    before, after = habit_score(reactions), habit_score([*reactions, False])
    assert 0 <= after <= before <= 1
    assert after >= 0.94 * before


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_reviews_grow_apart_up_to_the_longest_interval_and_come_back_after_an_error(answers: list[bool]) -> None:
    card, now = None, NOON
    for is_right in answers:
        memory = remembered(card, is_right, now)
        interval = memory.due_at - now
        assert timedelta(days=1) <= interval <= timedelta(days=LONGEST_INTERVAL_DAYS)
        assert memory.due_at.tzinfo == UTC
        card, now = memory.card, memory.due_at


def test_what_was_forgotten_is_asked_sooner_than_what_was_known() -> None:
    assert remembered(None, False, NOON).due_at < remembered(None, True, NOON).due_at


@given(st.dates())
def test_a_day_asks_one_review_and_a_friday_five(day: date) -> None:
    assert most_on(day) == (5 if day.strftime("%u") == "5" else 1)


def turn(**changes: object) -> Turn:
    enrollment = Enrollment(
        id=1,
        person_id=1,
        unit_id=1,
        unit_name={},
        shown_name="Anna",
        state="active",
        course="standard",
        position=1,
        hour=10,
        zone=None,
        zone_in_use="Europe/Moscow",
        days_off="",
        next_due_at=NOON,
        ignored=0,
        joined_on=MONDAY,
        finished_on=None,
        expects=None,
        recalls=True,
    )
    unanswered = Delivery(1, 1, MONDAY, "client", None, None)
    return Turn(replace(enrollment, **changes), Rhythm(10, ZoneInfo("Europe/Moscow")), unanswered, None, frozenset())  # type: ignore[arg-type]


@pytest.mark.parametrize("ignored", range(PAUSE_AFTER))
def test_after_three_ignored_messages_it_asks_and_after_five_it_pauses(ignored: int) -> None:
    decision = decide(turn(ignored=ignored), CATALOG.courses["standard"], MONDAY)
    assert decision.asks == (ignored + 1 == ASK_AFTER)
    assert decision.may_remind == (ignored + 1 < ASK_AFTER)
    assert (decision.content == SILENCE) == (ignored + 1 == PAUSE_AFTER)
    assert decision.state == ("paused" if decision.content == SILENCE else "active")


def test_a_suggested_lesson_takes_a_free_day_and_the_course_waits() -> None:
    course = CATALOG.courses["standard"]
    offered = replace(turn(), offer=Offer(7, "journey_map", {"n": 20}))
    decision = decide(offered, course, MONDAY)
    assert (decision.content, decision.position, decision.offer) == ("journey_map", 1, offered.offer)
    assert decide(offered, course, MONDAY + timedelta(days=4)).content == PRACTICE
    in_turn = replace(turn(), offer=Offer(7, course.lessons[1], {}))
    assert decide(in_turn, course, MONDAY).position == 2


def test_whoever_has_finished_gets_suggestions_only() -> None:
    finished = turn(state="finished", position=33)
    assert decide_offer(finished) is None
    decision = decide_offer(replace(finished, offer=Offer(7, "gemba", {})))
    assert decision is not None
    assert (decision.content, decision.state) == ("gemba", "finished")


@pytest.mark.parametrize("ignored", range(PAUSE_AFTER + 1))
def test_suggestions_count_as_ignored_too_and_stop_with_the_rest(ignored: int) -> None:
    decision = decide_offer(replace(turn(state="finished", ignored=ignored), offer=Offer(7, "gemba", {})))
    if ignored + 1 >= PAUSE_AFTER:
        assert decision is None
    else:
        assert decision is not None
        assert decision.ignored == ignored + 1
        assert decision.may_remind == (ignored + 1 < ASK_AFTER)
        # There is no course that might go on.
        assert not decision.asks


@pytest.mark.parametrize("hour", [-1, 0, 8, 19, 24])
def test_an_hour_outside_working_hours_is_refused(hour: int) -> None:
    with pytest.raises(HourOutside):
        preferences.checked_hour(hour)


@pytest.mark.parametrize("name", ["", "   ", "x" * 65, "a\x00b", "\u202eevil"])
def test_an_unfit_name_is_refused(name: str) -> None:
    with pytest.raises(NameUnfit):
        preferences.checked_name(name)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("25.12", date(2026, 12, 24)),
        ("2026-12-01", date(2026, 11, 30)),
        ("15.1", date(2027, 1, 14)),
        ("2026.12.31", date(2026, 12, 30)),
        ("01.07.27", date(2027, 6, 30)),
        ("до 31.12.2026.", date(2026, 12, 30)),
    ],
)
def test_a_pause_ends_before_the_day_that_was_named(text: str, last: date) -> None:
    assert preferences.read_absence(text, TODAY, is_vacation=False) == (TODAY, last)


@pytest.mark.parametrize(
    ("text", "is_vacation", "refusal"),
    [
        ("23.11", False, DateInThePast),
        ("24.11.2026", False, DateInThePast),
        ("tomorrow", False, DateUnreadable),
        ("131.12.2026", False, DateUnreadable),
        ("12026.12.31", False, DateUnreadable),
        ("31.12.20261", False, DateUnreadable),
        ("31.12.2026.1", False, DateUnreadable),
        ("2026-12-311", False, DateUnreadable),
        ("2026.12", False, DateUnreadable),
        ("31.12.126", False, DateUnreadable),
        ("31.02", False, DateUnreadable),
        ("01.07", True, DateUnreadable),
        ("", True, DateUnreadable),
    ],
)
def test_a_pause_in_the_past_and_what_is_no_date_are_refused(
    text: str, is_vacation: bool, refusal: type[LessonError]
) -> None:
    with pytest.raises(refusal):
        preferences.read_absence(text, TODAY, is_vacation=is_vacation)


@pytest.mark.parametrize(
    "text", ["01.12-14.12.2026", "1.12.26 - 14.12.26", "2026-12-01-2026-12-14", "2026.12.01–2026.12.14"]
)
def test_a_vacation_is_read_however_its_days_are_written(text: str) -> None:
    assert preferences.read_absence(text, TODAY, is_vacation=True) == (date(2026, 12, 1), date(2026, 12, 14))


def test_the_organisations_exceptions_win_over_the_calendar(tmp_path: Path) -> None:
    file = tmp_path / "days.yaml"
    file.write_text("country: RU\nworking: [2026-09-12]\nfree: [2026-09-14]\n")
    calendar = read_working_days(file).calendar()
    assert calendar(date(2026, 9, 12))
    assert not calendar(date(2026, 9, 14))
    assert calendar(date(2026, 9, 15))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("country: XX\n", r"days.yaml:1: country: no calendar is called XX"),
        ("country: RU\nworking: [soon]\n", r"days.yaml:2: working #1"),
        ("free: [2026-09-14]\nworking: [2026-09-14]\n", r"days.yaml:1: free #1: 2026-09-14 is both"),
        ("holiday: []\n", r"days.yaml:1: holiday"),
    ],
)
def test_a_mistake_in_the_calendars_file_is_shown_at_its_line(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "days.yaml"
    file.write_text(text)
    with pytest.raises(FileMistakes, match=says):
        read_working_days(file)


def test_other_countries_have_their_calendars() -> None:
    assert not WorkingDays(country="DE").calendar()(date(2026, 10, 3))
    assert WorkingDays(country="DE").calendar()(date(2026, 11, 4))


def test_a_running_bot_keeps_its_catalog_while_a_file_has_a_mistake(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    live = LiveCatalog(folder)
    assert not live.refresh()
    file = folder / "gemba.en.md"
    whole = file.read_text()
    file.write_text(whole.replace("right:", "wrong:"))
    with pytest.raises(FileMistakes, match=r"gemba\.en\.md:\d+: "):
        live.refresh()
    assert live.current.lessons["gemba"]
    assert not live.refresh()
    file.write_text(whole.replace("title: Gemba walk", "title: A walk to the gemba"))
    assert live.refresh()
    assert live.current.lessons["gemba"].in_("en").title == "A walk to the gemba"
    assert live.glossary.find("a walk to the gemba", "en")[0].code == "gemba"


def test_a_start_with_a_mistake_names_file_and_line(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    file = folder / "gemba.ru.md"
    file.write_text(file.read_text().replace("right: 3", "right: 7"))
    with pytest.raises(FileMistakes, match=r"gemba\.ru\.md:\d+: right: is 7"):
        LiveCatalog(folder)


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "catalog"
    folder.mkdir()
    for file in (Path(__file__).parents[2] / "lessons" / "catalog").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder
