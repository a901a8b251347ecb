"""The HTTP server: /health and /metrics, the door for events, and the webhook where one is set."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy import Connection, text

from bot.errors import PortTaken
from bot.events.api import EventsApi
from bot.intake.webhook import LARGEST_BODY, Webhook
from bot.metrics import Metrics
from storage.database import Database
from storage.errors import StorageError

# What is in hand is finished well within the 5 s between SIGTERM and exit.
SHUTDOWN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Doors:
    """What the server answers."""

    metrics: Metrics
    database: Database
    webhook_path: str | None = None
    webhook: Webhook | None = None
    events: EventsApi | None = None

    def application(self) -> web.Application:
        """The routes."""
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_get("/health", self._health)
        application.router.add_get("/metrics", self._metrics)
        if self.events is not None:
            self.events.add_routes(application.router)
        if self.webhook is not None and self.webhook_path is not None:
            application.router.add_post(self.webhook_path, self.webhook.view)
        return application

    async def _health(self, _request: web.Request) -> web.Response:
        try:
            await self.database.read(_ping)
        except StorageError as error:
            return web.json_response({"status": "failed", "reason": str(error)}, status=503)
        return web.json_response({"status": "ok"})

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=self.metrics.render(), content_type="text/plain", charset="utf-8")


@asynccontextmanager
async def serving(doors: Doors, host: str, port: int) -> AsyncIterator[None]:
    """Listen while the block runs, then finish what is in hand. Raises PortTaken."""
    runner = web.AppRunner(doors.application(), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise PortTaken(host, port) from error
        yield
    finally:
        await runner.cleanup()


def _ping(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))
