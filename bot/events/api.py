"""POST /api/v1/events: a signed event in, a committed answer out."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final

import structlog
from aiohttp import web
from pydantic import ValidationError

from bot.events.errors import ApiError
from bot.events.openapi import EVENTS_PATH, OPENAPI_PATH, openapi
from bot.events.signing import KeysOf, verified
from bot.intake.batching import Batching
from storage.clock import Clock
from storage.database import Database
from storage.errors import StorageError
from surveys import events
from surveys.events import Event, Refused, Reported, Taken

log = structlog.get_logger(__name__)

_REFUSALS: Final = {
    Refused.UNKNOWN_TOUCHPOINT: (HTTPStatus.UNPROCESSABLE_ENTITY, "no service point has this code: load it first"),
    Refused.KEY_REUSED: (HTTPStatus.CONFLICT, "this idempotency key was used for another event"),
    Refused.IN_THE_FUTURE: (HTTPStatus.UNPROCESSABLE_ENTITY, "happened_at lies in the future: check the clock"),
}

Answer = Taken | Refused | None


class EventsApi:
    """Takes events; those that arrive while a transaction runs form the next one, as taps do."""

    def __init__(
        self, database: Database, keys_of: KeysOf, bot_name: str, clock: Clock, count: Callable[[str], None]
    ) -> None:
        self._database = database
        self._keys_of = keys_of
        self._bot_name = bot_name
        self._clock = clock
        self._count = count
        self._batching: Batching[Reported, Answer] = Batching(self._take)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Open the door."""
        router.add_post(EVENTS_PATH, self.post)
        router.add_get(OPENAPI_PATH, self.describe)

    async def post(self, request: web.Request) -> web.Response:
        """Take one event; whatever is wrong with it is said in JSON."""
        try:
            response = await self._post(request)
        except ApiError as error:
            self._count(error.code)
            return error.response()
        return response

    async def describe(self, _request: web.Request) -> web.Response:
        """The OpenAPI description."""
        return web.json_response(openapi())

    async def _post(self, request: web.Request) -> web.Response:
        body = await _body(request)
        signed = verified(request.headers, body, self._keys_of, self._clock())
        try:
            answer = await self._batching.take(Reported(signed.source, signed.key, _event(body)))
        except StorageError as error:
            log.error("event_not_stored", reason=str(error))
            raise ApiError(HTTPStatus.SERVICE_UNAVAILABLE, "not_stored", "send it again later") from error
        return self._respond(answer)

    def _respond(self, answer: Answer) -> web.Response:
        if answer is None:
            raise ApiError(HTTPStatus.INTERNAL_SERVER_ERROR, "failed", "the event could not be taken: our fault")
        if isinstance(answer, Refused):
            status, message = _REFUSALS[answer]
            raise ApiError(status, answer.value, message)
        self._count(answer.status)
        return web.json_response(self._as_json(answer), status=HTTPStatus.ACCEPTED)

    def _as_json(self, taken: Taken) -> dict[str, Any]:
        body: dict[str, Any] = {"status": taken.status}
        if taken.reason:
            body["reason"] = taken.reason
        if taken.token and taken.expires_at:
            body["link"] = f"https://t.me/{self._bot_name}?start=i_{taken.token}"
            body["expires_at"] = taken.expires_at.isoformat()
        return body

    async def _take(self, batch: Sequence[Reported]) -> list[Answer]:
        try:
            return [*await self._database.run(events.take, batch, self._clock())]
        except StorageError:
            raise
        except Exception:  # noqa: BLE001 - one event that can't be taken must not cost its neighbours theirs
            return [await self._take_alone(each) for each in batch]

    async def _take_alone(self, reported: Reported) -> Answer:
        try:
            return (await self._database.run(events.take, [reported], self._clock()))[0]
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            log.error("event_failed", source=reported.source, error=type(error).__name__)
            return None


async def _body(request: web.Request) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "an event has at most 1 MB") from error


def _event(body: bytes) -> Event:
    try:
        return Event.model_validate_json(body, strict=True)
    except ValidationError as error:
        # Never the input: it may hold a person's id.
        found = error.errors(include_url=False, include_context=False, include_input=False)
    if found[0]["type"] == "json_invalid":
        raise ApiError(HTTPStatus.BAD_REQUEST, "not_json", "the body is no JSON")
    problems = [{"field": ".".join(map(str, each["loc"])), "message": each["msg"]} for each in found]
    raise ApiError(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_event", "the event has mistakes", problems)
