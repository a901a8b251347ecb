"""The webhook: HTTP 200 is the confirmation, so it is sent only after the update is committed."""

import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiohttp import web

from bot.intake.outcome import Outcome, RawUpdate
from storage.errors import StorageError

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
# Telegram's updates are a few kilobytes; what is larger did not come from there.
LARGEST_BODY = 1024 * 1024

Take = Callable[[RawUpdate], Awaitable[Outcome]]
HandOut = Callable[[Sequence[TelegramMethod[Any]]], None]


class Webhook:
    """What stands at the webhook's path."""

    def __init__(self, secret: str, take: Take, hand_out: HandOut) -> None:
        self._secret = secret.encode()
        self._take = take
        self._hand_out = hand_out

    async def view(self, request: web.Request) -> web.Response:
        """Take one update; the callback's answer travels in the response and saves a call."""
        if not self._is_from_telegram(request):
            return web.Response(status=401)
        update = _parsed(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            outcome = await self._take(update)
        except StorageError as error:
            log.error("update_not_stored", reason=str(error))
            return web.Response(status=503)
        return self._respond(outcome)

    def _is_from_telegram(self, request: web.Request) -> bool:
        # Bytes, because compare_digest refuses non-ASCII text; surrogates stand for what was no UTF-8.
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        return bool(self._secret) and hmac.compare_digest(given, self._secret)

    def _respond(self, outcome: Outcome) -> web.Response:
        answer = next((each for each in outcome.replies if isinstance(each, AnswerCallbackQuery)), None)
        self._hand_out([each for each in outcome.replies if each is not answer])
        if answer is None:
            return web.Response()
        body = {"method": answer.__api_method__, **answer.model_dump(exclude_none=True)}
        return web.Response(body=json.dumps(body, ensure_ascii=False).encode(), content_type="application/json")


def _parsed(body: bytes) -> RawUpdate | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    is_update = isinstance(update, dict) and isinstance(update.get("update_id"), int)
    return update if is_update else None
