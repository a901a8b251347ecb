"""Where surveys and lessons meet: what citizens name as an obstacle chooses what the unit's staff learn next.

The two know nothing of each other; what crosses this bridge are codes and numbers that may be shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot.heartbeat import Duty
from lessons import suggesting
from lessons.school import School
from storage import organisation
from storage.clock import Clock
from storage.database import Database
from surveys import obstacles
from surveys.obstacles import Obstacle
from surveys.versions import Versions


class Bridge:
    """Looks once a day: the answers of weeks change slowly."""

    def __init__(self, database: Database, versions: Versions, school: School, clock: Clock) -> None:
        self._database = database
        self._versions = versions
        self._school = school
        self._clock = clock
        # A restart looks once more, which changes nothing: a unit gets one suggestion in so many days.
        self._looked_on: date | None = None

    def all(self) -> Sequence[Duty]:
        """The one duty."""
        return (self.suggest_lessons,)

    async def suggest_lessons(self) -> None:
        """Suggest to each unit the lesson against its worst proven obstacle."""
        today = await self._database.read(self._today)
        if today == self._looked_on:
            return
        for obstacle in await self._database.read(obstacles.worst_of_units, self._versions, today):
            await self._database.run(self._suggest, obstacle, today)
        self._looked_on = today

    def _today(self, connection: Connection) -> date:
        return self._clock().astimezone(organisation.zone(connection)).date()

    def _suggest(self, connection: Connection, obstacle: Obstacle, today: date) -> None:
        lessons = self._school.catalog.against(obstacle.driver, obstacle.channel)
        if lessons and suggesting.may_suggest(connection, obstacle.unit_id, today):
            suggesting.suggest(connection, obstacle.unit_id, lessons, why(obstacle), self._clock(), today)


def why(obstacle: Obstacle) -> Mapping[str, Any]:
    """The numbers that staff may be shown, as handlers.rendering.suggestions takes them."""
    return {
        "driver": obstacle.driver,
        "share": obstacle.share,
        "others": obstacle.others,
        "n": obstacle.n,
        "first": obstacle.first.isoformat(),
        "last": obstacle.last.isoformat(),
    }
