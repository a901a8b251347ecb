"""Digests and alerts: composed from what /summary shows, put into the outbox once an event and recipient."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram.methods import TelegramMethod
from sqlalchemy import Connection

from bot.heartbeat import Duty
from bot.logs import reason_of
from bot.sending.sender import Kind
from handlers.rendering.digests import alerts_screen, digest_screen
from handlers.screens import Screen
from handlers.standing import COORDINATOR, Standing, standing_in
from handlers.texts import Html, Translators
from storage import digests as stored
from storage import organisation, outbox
from storage.clock import Clock
from storage.database import Database
from storage.digests import Wish
from storage.people import Person
from surveys import digests, periods
from surveys.alerts import Alert, alerts
from surveys.periods import Period
from surveys.slices import Slice
from surveys.summary import summarise
from surveys.versions import Versions

log = structlog.get_logger(__name__)

DIGEST = "digest"
ALERTS = "alerts"


def kinds() -> Mapping[str, Kind]:
    """How each kind of outbox row becomes a message: it was composed when it was due."""

    def message(payload: Mapping[str, Any], language: str, chat_id: int) -> TelegramMethod[Any]:  # noqa: ARG001
        return Screen(Html(payload["text"]), payload["rows"]).to(chat_id)

    return {DIGEST: Kind(message, repeatable=False), ALERTS: Kind(message, repeatable=False)}


@dataclass(frozen=True, slots=True)
class Digests:
    """The duties of one database."""

    database: Database
    versions: Versions
    translators: Translators
    clock: Clock
    administrators: frozenset[int]

    def all(self) -> Sequence[Duty]:
        """In the order in which a beat does them."""
        return (self.welcome, self.send_digests, self.send_alerts)

    async def welcome(self) -> None:
        """Note new coordinators: alerts come unless they say otherwise."""
        if missing := await self.database.read(stored.missing, COORDINATOR, self.administrators):
            await self.database.run(self._welcome, missing)

    async def send_digests(self) -> None:
        """Compose every digest that is due, on a connection that holds up no tap, and hand it to the sender."""
        for person, wish in await self.database.read(stored.due, self.clock()):
            async with _alone("digest_failed"):
                screen = await self.database.read(self._digest, person, wish)
                await self.database.run(self._hand_over, person, wish, screen)

    async def send_alerts(self) -> None:
        """Look at the charts of the week that ended, once for all whom it concerns."""
        due = await self.database.read(stored.due_for_alerts, self.clock())
        if not due:
            return
        week, found = await self.database.read(self._alerts)
        for person, wish in due:
            async with _alone("alerts_failed"):
                await self.database.run(self._alert, person, wish, week, found)

    def _welcome(self, connection: Connection, person_ids: Sequence[int]) -> None:
        for person_id in person_ids:
            digests.change(connection, person_id, self.clock(), {})

    def _digest(self, connection: Connection, person: Person, wish: Wish) -> Screen | None:
        standing = self._standing(connection, person)
        if not standing.is_coordinator or wish.due_at is None:
            return None
        zone = organisation.zone(connection)
        period = digests.reported(wish.frequency, wish.due_at, zone)
        summary = summarise(connection, self.versions, Slice(period, units=standing.units))
        today = self.clock().astimezone(zone).date()
        return digest_screen(summary, wish.frequency, today, self.translators(person.language))

    def _hand_over(self, connection: Connection, person: Person, wish: Wish, screen: Screen | None) -> None:
        zone, now = organisation.zone(connection), self.clock()
        # No standing, no digest: whoever lost the role is not asked again.
        due_at = digests.next_due(wish.frequency, wish.hour, zone, now) if screen else None
        if stored.postpone(connection, person.id, wish, due_at) and screen and wish.due_at:
            period = digests.reported(wish.frequency, wish.due_at, zone)
            key = f"{DIGEST}:{person.id}:{period.kind}:{period.first}"
            outbox.put(connection, person.id, DIGEST, _payload(screen), key, now)

    def _alerts(self, connection: Connection) -> tuple[Period, list[Alert]]:
        today = self.clock().astimezone(organisation.zone(connection)).date()
        week = periods.week_of(today).previous()
        return week, alerts(connection, self.versions, week)

    def _alert(self, connection: Connection, person: Person, wish: Wish, week: Period, found: list[Alert]) -> None:
        now, standing = self.clock(), self._standing(connection, person)
        due_at = digests.next_alerts(organisation.zone(connection), now)
        if not stored.postpone_alerts(connection, person.id, wish, due_at) or not wish.alerts:
            return
        seen = [alert for alert in found if standing.may_see(alert.touchpoint.unit_id)]
        if seen:
            screen = alerts_screen(seen, self.translators(person.language))
            key = f"{ALERTS}:{person.id}:{week.first}"
            outbox.put(connection, person.id, ALERTS, _payload(screen), key, now)

    def _standing(self, connection: Connection, person: Person) -> Standing:
        return standing_in(connection, person, self.administrators)


@asynccontextmanager
async def _alone(failed: str) -> AsyncIterator[None]:
    """Let what fails for one person be tried again at the next beat, and keep it from nobody else."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - one digest must not stop the others
        log.error(failed, error=reason_of(error))


def _payload(screen: Screen) -> Mapping[str, Any]:
    return {"text": screen.text, "rows": [[dict(button) for button in row] for row in screen.rows]}
