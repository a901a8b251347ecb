"""What the bot says first: sent once, at the right time, and what becomes of it when Telegram refuses."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from aiogram.methods import SendMessage
from sqlalchemy import Connection, select

from bot.composition import Program
from bot.errors import TokenRevoked
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.faults import Fault
from bot.sandbox.faults import Kind as FaultKind
from bot.sending.pace import Pace, Rates
from bot.sending.rounds import Rounds
from bot.sending.sender import Kind, Sender
from bot.stopping import Alarm
from storage import outbox, people
from storage.tables import outbox as outbox_table
from surveys.invitation_checks import Decision
from tests.conversations.clock import MovableClock


def say(payload: Mapping[str, Any], language: str, chat_id: int) -> SendMessage:
    return SendMessage(chat_id=chat_id, text=f"{payload['text']} ({language})")


def say_badly(payload: Mapping[str, Any], _language: str, chat_id: int) -> SendMessage:
    return SendMessage(chat_id=chat_id, text=f"<b>{payload['text']} &amp; more", parse_mode="HTML")


def fail(_connection: Connection, payload: Mapping[str, Any], _now: datetime) -> Decision:
    raise LookupError(payload["text"])


KINDS = {
    "lesson": Kind(say, repeatable=False),
    "badly written": Kind(say_badly, repeatable=False),
    "question": Kind(say, repeatable=True),
    "unchecked": Kind(say, repeatable=False, check=fail),
}


class Hurry:
    """Time that passes as soon as somebody waits for it."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def alarm() -> Alarm:
    return Alarm()


@pytest.fixture
def rounds(bot: Program, clock: MovableClock, alarm: Alarm) -> Rounds:
    """Rounds like the bot's, with kinds of their own."""
    time = Hurry()
    pace = Pace(clock=time.clock, sleep=time.sleep)
    return Rounds(bot.ground.database, sender_with(pace, bot, clock, alarm), pace)


def sender_with(pace: Pace, bot: Program, clock: MovableClock, alarm: Alarm) -> Sender:
    deliver = partial(bot.ground.session.deliver, bot.ground.bot)
    return Sender(bot.ground.database, deliver, pace, KINDS, clock, bot.metrics.count_outbox, alarm)


@pytest.fixture
async def tom(telegram: Telegram, bot: Program) -> Someone:
    tom = telegram.person("Tom", language="en")
    await tom.send("/help")
    await tom.sees("/rate")
    return tom


async def test_a_message_is_sent_once(tom: Someone, bot: Program, rounds: Rounds) -> None:
    await put(bot, tom, "lesson")
    await rounds.send_what_is_due()
    await rounds.send_what_is_due()
    assert [message.text for message in tom.messages[1:]] == ["Gemba (en)"]
    assert await states(bot) == ["sent"]


@pytest.mark.parametrize("kind", ["429", "500", "502"])
async def test_one_that_surely_did_not_arrive_is_sent_later(
    telegram: Telegram, tom: Someone, bot: Program, rounds: Rounds, clock: MovableClock, kind: FaultKind
) -> None:
    await put(bot, tom, "lesson")
    telegram.faults.add(Fault(kind, method="sendMessage"))
    await rounds.send_what_is_due()
    assert (len(tom.messages), await states(bot)) == (1, ["pending"])
    clock.move(minutes=1)
    await rounds.send_what_is_due()
    assert (len(tom.messages), await states(bot)) == (2, ["sent"])


async def test_one_that_may_have_arrived_is_repeated_only_if_it_may(
    telegram: Telegram, tom: Someone, bot: Program, rounds: Rounds, clock: MovableClock
) -> None:
    await put(bot, tom, "lesson")
    await put(bot, tom, "question")
    telegram.faults.add(Fault("reset_after", method="sendMessage", count=2))
    await rounds.send_what_is_due()
    clock.move(minutes=1)
    await rounds.send_what_is_due()
    assert sorted(await states(bot)) == ["sent", "uncertain"]
    assert len(tom.messages) == 4


async def test_who_blocked_the_bot_is_left_alone_until_they_are_back(
    tom: Someone, bot: Program, rounds: Rounds
) -> None:
    tom.person.has_blocked = True
    await put(bot, tom, "lesson")
    await put(bot, tom, "question")
    await rounds.send_what_is_due()
    assert "undeliverable" in await states(bot)
    assert not (await bot.ground.database.read(people.find, tom.id)).active  # type: ignore[union-attr]
    await tom.unblock()
    await tom.send("/start")
    await tom.sees("Hello!")
    assert (await bot.ground.database.read(people.find, tom.id)).active  # type: ignore[union-attr]


async def test_one_whose_markup_is_refused_arrives_as_plain_text(tom: Someone, bot: Program, rounds: Rounds) -> None:
    await put(bot, tom, "badly written")
    await rounds.send_what_is_due()
    assert (tom.last.text, await states(bot)) == ("Gemba & more", ["sent"])


async def test_a_message_that_telegram_will_never_take_is_given_up(tom: Someone, bot: Program, rounds: Rounds) -> None:
    await put(bot, tom, "lesson", text="")
    await put(bot, tom, "lesson", text="x" * 5000)
    await rounds.send_what_is_due()
    assert sorted(await states(bot)) == ["sent", "undeliverable"]


@pytest.mark.parametrize(("kind", "end"), [("of another release", "undeliverable"), ("unchecked", "cancelled")])
async def test_one_that_can_not_be_written_stops_no_other(
    tom: Someone, bot: Program, rounds: Rounds, capsys: pytest.CaptureFixture[str], kind: str, end: str
) -> None:
    await put(bot, tom, kind, text="a secret")
    await put(bot, tom, "lesson")
    await rounds.send_what_is_due()
    assert await states(bot) == [end, "sent"]
    assert "a secret" not in "".join(capsys.readouterr())


async def test_a_revoked_token_rings_the_alarm_and_loses_nothing(
    telegram: Telegram, tom: Someone, bot: Program, rounds: Rounds, alarm: Alarm
) -> None:
    stop = asyncio.Event()
    alarm.sets(stop)
    await put(bot, tom, "lesson")
    telegram.world.token = "another"
    await rounds.send_what_is_due()
    assert stop.is_set()
    with pytest.raises(TokenRevoked):
        alarm.check()
    assert await states(bot) == ["pending"]
    telegram.world.token = bot.ground.bot.token


async def test_a_pause_longer_than_the_lease_sends_nothing_twice(
    telegram: Telegram, tom: Someone, bot: Program, clock: MovableClock, alarm: Alarm
) -> None:
    ann, time = telegram.person("Ann", language="en"), Hurry()
    await ann.send("/help")
    await ann.sees("/rate")
    await put(bot, tom, "lesson", "Gemba")
    await put(bot, ann, "lesson", "Kaizen")
    # One slot, so that the second waits while the first is refused.
    pace = Pace(Rates(a_second=1), time.clock, time.sleep)
    rounds = Rounds(bot.ground.database, sender_with(pace, bot, clock, alarm), pace)
    telegram.faults.add(Fault("429", method="sendMessage", retry_after=600))
    await rounds.send_what_is_due()
    assert (await states(bot), time.now >= 600) == (["pending", "pending"], True)
    clock.move(minutes=11)
    await rounds.send_what_is_due()
    assert [len(each.messages) for each in (tom, ann)] == [2, 2]


async def test_during_a_pause_nothing_is_claimed_and_an_end_is_heeded(
    tom: Someone, bot: Program, clock: MovableClock, alarm: Alarm
) -> None:
    await put(bot, tom, "lesson")
    pace = Pace()
    pace.pause(3600)
    rounds = Rounds(bot.ground.database, sender_with(pace, bot, clock, alarm), pace)
    rounds.start()
    await rounds.wake()
    for _ in range(10):
        assert await states(bot) == ["pending"]
    async with asyncio.timeout(2):
        await rounds.stop()
    assert await states(bot) == ["pending"]


async def put(bot: Program, someone: Someone, kind: str, text: str = "Gemba") -> None:
    person = await bot.ground.database.read(people.find, someone.id)
    assert person is not None
    now = bot.ground.clock()
    await bot.ground.database.run(outbox.put, person.id, kind, {"text": text}, f"{kind}:{len(text)}", now)


async def states(bot: Program) -> list[str]:
    return await bot.ground.database.read(_states)


def _states(connection: Connection) -> list[str]:
    return list(connection.execute(select(outbox_table.c.state).order_by(outbox_table.c.id)).scalars())
