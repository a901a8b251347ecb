"""A year through the real tables: events are taken, the sender claims, people react, nights tidy up."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.duties import inviting as duties
from bot.duties.housekeeping import Housekeeping
from bot.sending.pace import Pace
from bot.sending.sender import Sender
from bot.stopping import Alarm
from bot.texts import load_catalogs
from storage import contacts, outbox, people
from storage.database import Database
from storage.outbox import Due
from storage.people import Person
from storage.tables import invitations, touchpoints
from surveys import inviting, rights
from surveys.answering import Answering, Tap
from surveys.contact_rules import ContactRules
from surveys.events import Event, Refused, Reported, Taken, take
from surveys.invitation_checks import REMINDER
from surveys.sheets import Step
from surveys.versions import Versions
from tests.conversations.clock import MovableClock
from tests.year.journal import Journal, Life

NEW_YEAR: Final = datetime(2026, 1, 1, tzinfo=UTC)
DAYS: Final = 365
# When what is due is sent, in UTC; for some of the people it is night then.
ROUNDS: Final = (4, 9, 14, 19)
ZONES: Final = ("Europe/Kaliningrad", "Europe/Moscow", "Asia/Omsk", "Asia/Vladivostok")
FIRST_CHAT: Final = 700_000
# Visits of a person in the year: often, now and then, and one by every second.
VISITS: Final[Mapping[str, float]] = {"north-queue": 8, "hotline": 2.5, "booking-site": 0.5}
SURVEYS: Final[Mapping[str, str]] = {"north-queue": "ces", "hotline": "csat", "booking-site": "loyalty"}
# What people do with an invitation: half stay silent, a third answer.
ACTS: Final[Mapping[str, int]] = {
    "ignore": 48,
    "answer": 30,
    "decline": 9,
    "leave": 6,
    "never": 2,
    "stop": 2,
    "forget": 2,
}
# With a reminder, and with a link on a slip.
ACTS_LATER: Final[Mapping[str, int]] = {"ignore": 75, "answer": 20, "decline": 5}


@dataclass(frozen=True)
class Visit:
    """Somebody met a service."""

    at: datetime
    person: int
    point: str


@dataclass(frozen=True)
class Lived:
    """The year's journal, its people, and how the ledger of the database closed."""

    journal: Journal
    lives: Sequence[Life]
    states: Counter[str]
    # By survey and reason.
    reasons: Counter[tuple[str, str]]

    @property
    def share_of_rare(self) -> float:
        """Of the visits that the rarest survey is about, the part that was followed by an invitation."""
        rare = min(self.journal.visits, key=self.journal.visits.__getitem__)
        return self.journal.asked[rare] / self.journal.visits[rare]


def rules(priorities: Sequence[int] = (0, 1, 2), quota: int = 20) -> ContactRules:
    """The rules of the year: the rarer a survey, the higher its priority; the middle one has a quota."""
    surveys: dict[str, dict[str, int]] = {
        survey: {"priority": priority} for survey, priority in zip(SURVEYS.values(), priorities, strict=True)
    }
    surveys["csat"]["quota"] = quota
    return ContactRules.model_validate({"surveys": surveys})


async def live(url: str, count: int, rules: ContactRules, seed: int = 5) -> Lived:
    """A year of `count` people in a database with the example organisation."""
    database = Database(url)
    try:
        return await _Year(database, count, rules, Random(seed)).live()
    finally:
        await database.dispose()


class _Year:
    """The people, the clock, and the parts of the bot that invite."""

    def __init__(self, database: Database, count: int, rules: ContactRules, random: Random) -> None:
        self._database, self._random, self._rules = database, random, rules
        self._clock = MovableClock()
        self._clock.now = NEW_YEAR
        self._versions = Versions()
        self._answering = Answering(self._versions)
        self._lives = [Life(FIRST_CHAT + each, ZoneInfo(random.choice(ZONES))) for each in range(count)]
        quota = {survey: asking.quota for survey, asking in rules.surveys.items() if asking.quota}
        self._journal = Journal(quota)
        kinds = duties.kinds(load_catalogs(), self._versions)
        self._sender = Sender(database, _unreachable, Pace(), kinds, self._clock, _uncounted, Alarm())
        housekeeping = Housekeeping(database, self._versions, self._clock, frozenset())
        nightly = duties.Inviting(database, self._versions, self._clock).all()
        self._duties = [housekeeping.expire_responses, housekeeping.end_days, *nightly]

    async def live(self) -> Lived:
        await self._database.run(self._begin)
        visits = {moment: list(each) for moment, each in groupby(self._visits(), key=lambda visit: _round(visit.at))}
        # Some weeks more, until the last invitation has come to its end.
        for day in range(DAYS + 40):
            for hour in ROUNDS:
                self._clock.now = NEW_YEAR + timedelta(days=day, hours=hour)
                if now := visits.get(self._clock.now):
                    await self._database.run(self._take, now)
                await self._send()
            for duty in self._duties:
                await duty()
        states, reasons = await self._database.read(_ledger)
        return Lived(self._journal, self._lives, states, reasons)

    def _begin(self, connection: Connection) -> None:
        contacts.keep_rules(connection, self._rules.model_dump(mode="json"))
        for life in self._lives:
            people.meet(connection, life.chat_id, "ru")

    def _visits(self) -> list[Visit]:
        points = [point for point, each in VISITS.items() for _ in range(round(each * len(self._lives)))]
        drawn = [Visit(self._moment(), self._random.randrange(len(self._lives)), point) for point in points]
        return sorted(drawn, key=lambda visit: visit.at)

    def _moment(self) -> datetime:
        return NEW_YEAR + timedelta(days=self._random.randrange(DAYS), minutes=self._random.randrange(24 * 60))

    def _take(self, connection: Connection, visits: Sequence[Visit]) -> None:
        reported = []
        for number, visit in enumerate(visits):
            life = self._lives[visit.person]
            self._journal.visits[SURVEYS[visit.point]] += 1
            if life.stopped and self._random.random() < 0.5:
                people.welcome_back(connection, people.meet(connection, life.chat_id, "ru"))
                life.stopped = False
            if visit.point == "north-queue" and self._random.random() < 0.03:
                self._answer_at_the_window(connection, life, visit.point)
            event = Event(
                touchpoint=visit.point,
                outcome=self._random.choice(("served", "served", "refused", "abandoned")),
                happened_at=visit.at,
                telegram_id=life.chat_id,
                timezone=life.zone.key,
            )
            reported.append(Reported("queue", f"{visit.at.timestamp():.0f}-{number}", event))
        for visit, answer in zip(visits, take(connection, reported, self._clock()), strict=True):
            self._hand_over(connection, self._lives[visit.person], visit, answer)

    def _hand_over(self, connection: Connection, life: Life, visit: Visit, answer: Taken | Refused) -> None:
        """Who has left gets a link on a slip, and may come back by it."""
        assert isinstance(answer, Taken)
        if answer.token is None or self._drawn(ACTS_LATER) != "answer":
            return
        person = people.meet(connection, life.chat_id, "ru")
        step = inviting.redeem(connection, self._answering, person, answer.token, False, self._clock())
        self._finish(connection, life, person, step, visit.point)
        self._journal.done["came by a link"] += 1

    def _answer_at_the_window(self, connection: Connection, life: Life, point: str) -> None:
        person = people.meet(connection, life.chat_id, "ru")
        step = self._answering.begin(connection, person, point, self._clock())
        self._finish(connection, life, person, step, point)
        self._journal.done["self-started"] += 1

    async def _send(self) -> None:
        while (claimed := await self._sender.claim()) is not None:
            await self._database.run(self._arrive, claimed)

    def _arrive(self, connection: Connection, claimed: Sequence[Due]) -> None:
        # First all arrive, then people take up their telephones.
        for due in claimed:
            outbox.mark_sent(connection, due.id)
            point, life, invitation = self._of(connection, due)
            if due.kind == REMINDER:
                self._journal.was_reminded(life, SURVEYS[point], invitation, self._clock())
            else:
                self._journal.was_asked(life, SURVEYS[point], point, self._clock())
        for due in claimed:
            point, life, invitation = self._of(connection, due)
            act = self._drawn(ACTS_LATER if due.kind == REMINDER else ACTS)
            if point:
                self._react(connection, life, point, invitation, act)

    def _of(self, connection: Connection, due: Due) -> tuple[str, Life, int]:
        """The service point, which is empty once the invitation has ended; the person; the invitation."""
        query = select(touchpoints.c.code).join(invitations, invitations.c.touchpoint_id == touchpoints.c.id)
        live = invitations.c.id == due.payload["invitation"], invitations.c.person_id.is_not(None)
        point = connection.execute(query.where(*live)).scalar() or ""
        return point, self._lives[due.chat_id - FIRST_CHAT], due.payload["invitation"]

    def _react(self, connection: Connection, life: Life, point: str, invitation: int, act: str) -> None:
        person, survey, now = people.meet(connection, life.chat_id, "ru"), SURVEYS[point], self._clock()
        self._journal.done[act] += 1
        match act:
            case "answer" | "leave":
                step = inviting.accept(connection, self._answering, person, invitation, False, now)
                if act == "answer":
                    self._finish(connection, life, person, step, point)
                else:
                    life.did(survey, "abandoned", now)
            case "decline":
                inviting.decline(connection, person, invitation, now)
                life.did(survey, "refused", now)
            case "never":
                inviting.opt_out(connection, person, now)
                life.opted_out = True
            case "stop":
                rights.stop(connection, person, now)
                life.stopped = True
            case "forget":
                rights.forget(connection, person, now)
                life.start_anew()

    def _finish(self, connection: Connection, life: Life, person: Person, step: Step, point: str) -> None:
        for each in _steps(connection, self._answering, person, step, self._clock()):
            step = each
        life.did(SURVEYS[point], "completed", self._clock())
        month = self._clock().astimezone(ZoneInfo("Europe/Moscow"))
        self._journal.complete[SURVEYS[point], point, f"{month:%Y-%m}"] += 1

    def _drawn(self, acts: Mapping[str, int]) -> str:
        return self._random.choices([*acts], [*acts.values()])[0]


def _steps(connection: Connection, answering: Answering, person: Person, step: Step, now: datetime) -> Iterator[Step]:
    """The best answer to every scale, nothing to the rest, until the survey is at its end."""
    while step.position is not None:
        question, tap = step.survey.questions[step.position], Tap(step.response_id, step.position, None)
        if question.is_numeric:
            step = answering.answer(connection, person, tap, question.codes[-1], now)
        else:
            step = answering.skip(connection, person, tap, now)
        yield step


def _round(at: datetime) -> datetime:
    """The first round after a moment."""
    hour = next((each for each in ROUNDS if each > at.hour), ROUNDS[0] + 24)
    return at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour)


def _ledger(connection: Connection) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How many invitations are in each state, and how many were not asked for which reason."""
    columns = (invitations.c.state, invitations.c.survey, invitations.c.reason)
    states: Counter[str] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    for state, survey, reason, count in connection.execute(select(*columns, func.count()).group_by(*columns)):
        states[state] += count
        if state == "not_asked":
            reasons[survey, reason] += count
    return states, reasons


async def _unreachable(_method: Any) -> Any:
    raise AssertionError("messages are claimed here, and given to people without Telegram")


def _uncounted(_what: str) -> None:
    """Nobody looks at metrics here."""
