"""Events replayed and reordered, and a year of them through the tables, on a database in memory."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, select

from bot.sandbox.demo import EXAMPLE
from storage import outbox, people
from storage.documents.reading import FileMistakes
from storage.tables import contacts, events, invitations, metadata
from surveys import inviting
from surveys.catalog_files import load_catalog
from surveys.event_files import read_events
from surveys.events import Event, Refused, Reported, Taken, take
from surveys.invitation_checks import INVITATION, Asker, Later
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from surveys.versions import Versions

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
CATALOG = load_catalog()
ORGANISATION = read_organisation(EXAMPLE, CATALOG)
POINTS = ("north-queue", "hotline", "booking-site")
KNOWN = 3

reported = st.builds(
    Reported,
    st.sampled_from(["queue", "letters"]),
    st.sampled_from([f"visit-{number}" for number in range(12)]),
    st.builds(
        Event,
        touchpoint=st.sampled_from([*POINTS, "no-such"]),
        outcome=st.sampled_from(["served", "refused", "abandoned"]),
        happened_at=st.sampled_from([None, NOW - timedelta(hours=2), NOW - timedelta(days=9), NOW + timedelta(days=1)]),
        telegram_id=st.sampled_from([None, 1, 2, 3, 4]),
    ),
)


@contextmanager
def database() -> Iterator[Connection]:
    """An organisation with KNOWN people who have started the bot."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        load_organisation(connection, ORGANISATION, CATALOG, NOW)
        for chat in range(1, KNOWN + 1):
            people.meet(connection, chat, "en")
        yield connection
    engine.dispose()


@given(st.lists(reported, max_size=10), st.randoms(use_true_random=False))
@settings(max_examples=12)
def test_every_event_counts_once_however_often_and_in_whatever_order_it_comes(
    given_events: list[Reported], random: Random
) -> None:
    first = {(each.source, each.key): each for each in reversed(given_events)}
    once = list(first.values())
    again = [each for each in once for _ in range(random.randint(1, 3))]
    random.shuffle(again)
    with database() as connection:
        answers = [take(connection, [each], NOW)[0] for each in again]
        assert all(
            take(connection, [each], NOW + timedelta(hours=1))[0] == answer
            for each, answer in zip(again, answers, strict=True)
        )
        ledger = Counter(row.state for row in connection.execute(select(invitations)))
        taken = {key for key, answer in zip(map(key_of, again), answers, strict=True) if isinstance(answer, Taken)}
        assert ledger.total() == len(taken) == len(connection.execute(select(events)).all())
    with database() as connection:
        in_order = take(connection, once, NOW)
        # Tokens derive from the salt of the database: all else is the same in any order.
        assert {key_of(each): told(answer) for each, answer in zip(once, in_order, strict=True)} == {
            key_of(each): told(answer) for each, answer in zip(again, answers, strict=True)
        }


def test_two_events_under_one_key_are_told_apart() -> None:
    event = Event(touchpoint="hotline", outcome="served")
    with database() as connection:
        answers = take(
            connection,
            [
                Reported("queue", "visit-1", event),
                Reported("queue", "visit-1", event.model_copy(update={"outcome": "refused"})),
                Reported("letters", "visit-1", event),
            ],
            NOW,
        )
    assert [told(each) for each in answers] == ["link", Refused.KEY_REUSED, "link"]


def test_a_share_is_drawn_from_the_key() -> None:
    half = ORGANISATION.model_copy(
        update={"contact": ORGANISATION.contact.model_validate({"surveys": {"csat": {"share": 50}}})}
    )
    event = Event(touchpoint="hotline", outcome="served")
    with database() as connection:
        load_organisation(connection, half, CATALOG, NOW)
        answers = take(connection, [Reported("queue", f"visit-{number}", event) for number in range(1000)], NOW)
    # Four standard deviations of a thousand coins.
    assert abs(sum(told(each) == "link" for each in answers) - 500) < 64


def test_a_year_through_the_tables_asks_nobody_too_often() -> None:
    random, asker, asked = Random(7), Asker(Versions()), Counter[tuple[int, datetime]]()
    with database() as connection:
        for day in range(0, 365, 4):
            now = NOW + timedelta(days=day)
            visits = [
                Reported(
                    "queue",
                    f"{day}-{number}",
                    Event(touchpoint=random.choice(POINTS), outcome="served", telegram_id=number),
                )
                for number in range(1, KNOWN + 1)
            ]
            take(connection, visits, now)
            for _ in range(3):
                now += timedelta(hours=1)
                for due in outbox.claim(connection, now, 100, timedelta(minutes=2), ()):
                    match asker.may_invite(connection, due.payload, now) if due.kind == INVITATION else "drop":
                        case Later(at):
                            outbox.postpone(connection, due.id, at)
                        case "send":
                            outbox.mark_sent(connection, due.id)
                            asked[due.chat_id, now] += 1
                        case _:
                            outbox.cancel(connection, due.id)
            inviting.sweep(connection, now)
        states = Counter(row.state for row in connection.execute(select(invitations)))
        assert len(connection.execute(select(contacts)).all()) <= KNOWN * len(POINTS)
    for person in range(1, KNOWN + 1):
        moments = sorted(moment for chat, moment in asked if chat == person)
        # Silent every time: four weeks to any survey, counted from the Monday after.
        assert all(later - earlier >= timedelta(weeks=4) for earlier, later in pairwise(moments))
        assert 8 <= len(moments) <= 12
    assert set(states) <= {"silent", "not_asked", "invited", "waiting"}


def test_a_file_of_ten_thousand_rows_with_bad_ones(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    rows = [f"visit-{number},hotline,served,," for number in range(10_000)]
    rows[4999] = "visit-4999,hotline,eaten,,"
    rows[7000] = "visit-7000,hotline,served,yesterday,"
    file.write_text("event_id,touchpoint,outcome,happened_at,telegram_id\n" + "\n".join(rows))
    good, mistakes = read_events(file, ZoneInfo("UTC"))
    assert [each.line for each in mistakes] == [5001, 7002]
    assert len(good) == 9_998


@pytest.mark.parametrize("cell", ["1_000", "123.0", "+5", "١٢"])
def test_a_telegram_id_is_digits(tmp_path: Path, cell: str) -> None:
    file = tmp_path / "events.csv"
    file.write_text(f"event_id,touchpoint,outcome,telegram_id\n1,hotline,served,{cell}\n2,hotline,served,7\n")
    good, mistakes = read_events(file, ZoneInfo("UTC"))
    assert [each.line for each in good] == [3]
    assert [each[1:] for each in mistakes] == [(2, "telegram_id: write digits only")]


def test_a_column_that_stands_there_twice_is_named(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("event_id,touchpoint,outcome,outcome\n1,hotline,served,refused\n")
    with pytest.raises(FileMistakes, match="outcome stands there twice"):
        read_events(file, ZoneInfo("UTC"))


def key_of(each: Reported) -> tuple[str, str]:
    return each.source, each.key


def told(answer: Taken | Refused) -> object:
    return answer if isinstance(answer, Refused) else answer.reason or answer.status
