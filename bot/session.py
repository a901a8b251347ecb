"""aiogram's session with JSON bodies, and a way to send whose result is not built into models.

A form field costs a Python call each, a result model 92 us; a tap needs neither (docs/decisions/hot-path.md).
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import ClientConnectionError, ClientConnectorError, ClientError, ClientTimeout

from bot.sending.errors import MaybeSent, NotSent

# With 150 ms to Telegram, aiohttp's default of 100 connections would cap sending at 600 messages a second.
CONNECTIONS = 400
# Of a call that is no long poll.
TIMEOUT_SECONDS = 20.0
# Of a call with a file: 50 MB at two megabits a second.
UPLOAD_SECONDS = 240.0

# Sends a method whose result nobody needs: JsonSession.deliver of a bot.
Deliver = Callable[[TelegramMethod[Any]], Awaitable[None]]

_OK = b'{"ok":true'
_USUAL = ClientTimeout(total=TIMEOUT_SECONDS)
_UPLOAD = ClientTimeout(total=UPLOAD_SECONDS)
_HEADERS = {"Content-Type": "application/json"}


class JsonSession(AiohttpSession):
    """Posts methods as JSON; those with files as forms, as aiogram does."""

    def __init__(self, api: TelegramAPIServer = PRODUCTION) -> None:
        super().__init__(limit=CONNECTIONS, api=api, timeout=TIMEOUT_SECONDS)

    async def close(self) -> None:
        """End the connections. aiogram's own waits 0.25 s for those with TLS, which ones without need not."""
        if self._session is not None and self.api.base.startswith("http://"):
            await self._session.close()
        else:
            await super().close()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """Send a method and build its result. Raises aiogram's exceptions, NotSent and MaybeSent."""
        status, content = await self._post(bot, method, timeout)
        response = self.check_response(
            bot=bot, method=method, status_code=status, content=content.decode(errors="replace")
        )
        return cast("TelegramType", response.result)

    async def deliver(self, bot: Bot, method: TelegramMethod[Any]) -> None:
        """Send a method whose result nobody needs. Raises as make_request does."""
        status, content = await self._post(bot, method, None)
        if not content.startswith(_OK):
            self.check_response(bot=bot, method=method, status_code=status, content=content.decode(errors="replace"))

    async def _post(self, bot: Bot, method: TelegramMethod[Any], seconds: float | None) -> tuple[int, bytes]:
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        body = self._body(bot, method)
        usual = _USUAL if "headers" in body else _UPLOAD
        limit = usual if seconds is None else ClientTimeout(total=seconds)
        try:
            async with session.post(url, timeout=limit, **body) as response:
                return response.status, await response.read()
        except ClientConnectorError as error:
            raise NotSent(method=method, message=type(error).__name__) from None
        except (TimeoutError, ClientConnectionError, ClientError) as error:
            # The texts of these may hold the address, and the address holds the token.
            raise MaybeSent(method=method, message=type(error).__name__) from None

    def _body(self, bot: Bot, method: TelegramMethod[Any]) -> dict[str, Any]:
        fields = _without_absent(method.model_dump(warnings=False, exclude_none=True), bot)
        if _has_file(fields):
            return {"data": self.build_form_data(bot=bot, method=method)}
        return {"data": json.dumps(fields, ensure_ascii=False, default=str).encode(), "headers": _HEADERS}


def _without_absent(fields: Mapping[str, Any], bot: Bot) -> dict[str, Any]:
    """The fields with aiogram's defaults resolved; what is not set is left out, as Telegram wants it."""
    resolved = {}
    for name, value in fields.items():
        plain = _plain(value, bot)
        if plain is not None:
            resolved[name] = plain
    return resolved


def _plain(value: Any, bot: Bot) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Default):
        return bot.default[value.name]
    if isinstance(value, dict):
        return _without_absent(value, bot)
    if isinstance(value, list):
        return [_plain(each, bot) for each in value]
    return value


def _has_file(value: Any) -> bool:  # noqa: ANN401 - as above
    if isinstance(value, dict):
        return any(_has_file(each) for each in value.values())
    return any(_has_file(each) for each in value) if isinstance(value, list) else isinstance(value, InputFile)
