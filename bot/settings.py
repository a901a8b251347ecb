"""Settings: from the environment, then from `.env` in the working directory."""

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.database_url import parse_database_url
from bot.errors import ConfigurationError
from surveys.event_files import SOURCE as FILE_SOURCE

# As BotFather hands them out: the bot's number and 35 characters.
TOKEN = re.compile(r"\d{5,}:[\w-]{30,}", re.ASCII)
# https://core.telegram.org/bots/api#setwebhook
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# A system that reports service events: small Latin letters, digits and dashes.
SOURCE = re.compile(r"[a-z0-9-]{1,32}")
# As hexadecimal text 128 bits: an HMAC key should not be guessed.
SHORTEST_KEY = 32
LOOPBACK = ("127.0.0.1", "localhost", "::1")
ENV_FILE = Path(".env")
# UTF-8, with or without the mark that editors of Windows put first.
ENV_ENCODING = "utf-8-sig"


def _ids(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _in_capitals(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _keys(value: object) -> object:
    """`source:key` pairs; a source with two keys may sign with either while one replaces the other."""
    if not isinstance(value, str):
        return value
    pairs = [tuple(part.strip().partition(":")[::2]) for part in value.split(",") if part.strip()]
    for source, key in pairs:
        if not SOURCE.fullmatch(source) or len(key) < SHORTEST_KEY:
            raise ValueError(f"give pairs source:key, each key at least {SHORTEST_KEY} characters")
        if source == FILE_SOURCE:
            raise ValueError(f"{FILE_SOURCE} is the source of events from files: give the system another name")
    return pairs


def _public(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    if not parts.hostname or not (parts.scheme == "https" or parts.hostname in LOOPBACK):
        raise ValueError("give the full public address, beginning with https://")
    return url


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("give a name of the IANA list, such as Europe/Moscow")
    return name


class Settings(BaseSettings):
    """Everything that can be set; each name in capitals is a variable."""

    model_config = SettingsConfigDict(
        env_file_encoding=ENV_ENCODING, env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    bot_token: SecretStr | None = None
    bot_api_url: str | None = None
    database_url: Annotated[str, AfterValidator(parse_database_url)] = "sqlite+aiosqlite:///data/otklik.db"
    admin_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)] = frozenset()
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Moscow"
    calendar_file: Path | None = None
    default_language: Literal["ru", "en"] = "ru"
    webhook_url: Annotated[str | None, AfterValidator(_public)] = None
    webhook_secret: SecretStr | None = None
    event_keys: Annotated[frozenset[tuple[str, SecretStr]], NoDecode, BeforeValidator(_keys)] = frozenset()
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    heartbeat_seconds: Annotated[float, Field(gt=0, le=3600)] = 15.0
    rich_messages: bool = False
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_in_capitals)] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        if self.webhook_url and not SECRET.fullmatch(self.secret()):
            raise ValueError("WEBHOOK_SECRET: give 1 to 256 letters, digits, _ or -, since WEBHOOK_URL is set")
        return self

    def token(self) -> str:
        """The bot's token. Raises ConfigurationError when it is missing or can't be one."""
        token = self.bot_token.get_secret_value().strip() if self.bot_token else ""
        if not token:
            raise ConfigurationError("BOT_TOKEN is missing: get one from @BotFather and put it into .env")
        if not TOKEN.fullmatch(token):
            raise ConfigurationError("BOT_TOKEN is no token: copy it from @BotFather whole, like 123456789:AAE...")
        return token

    def keys_of(self, source: str) -> list[bytes]:
        """The keys a source may sign its events with; none for an unknown one."""
        return [key.get_secret_value().encode() for code, key in self.event_keys if code == source]

    def secret(self) -> str:
        """The webhook's secret, empty when none is set."""
        return self.webhook_secret.get_secret_value() if self.webhook_secret else ""


def load_settings(env_file: Path = ENV_FILE) -> Settings:
    """Read the settings. Raises ConfigurationError with a line for every mistake."""
    try:
        unknown = _unknown(env_file)
    except UnicodeDecodeError:
        # The error holds the content.
        raise ConfigurationError(f"{env_file} is not UTF-8: save it with this encoding") from None
    except OSError as error:
        raise ConfigurationError(f"{env_file} can't be read: {error.strerror}") from None
    if unknown:
        raise ConfigurationError("\n".join(unknown))
    try:
        # The file's name is an argument of pydantic-settings, which its type stubs leave out.
        return Settings(_env_file=env_file)
    except ValidationError as error:
        raise ConfigurationError("\n".join(_line(each) for each in error.errors())) from None


def _unknown(env_file: Path) -> list[str]:
    known = [name.upper() for name in Settings.model_fields]
    names = [name for name in dotenv_values(env_file, encoding=ENV_ENCODING) if name.upper() not in known]
    return [f"{env_file} sets {name}, which is no setting{_hint(name, known)}" for name in names]


def _hint(name: str, known: list[str]) -> str:
    close = get_close_matches(name.upper(), known, n=1)
    return f": did you mean {close[0]}?" if close else ": remove it"


def _line(error: Any) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    message = error["msg"].removeprefix("Value error, ")
    return ": ".join([*(str(part).upper() for part in error["loc"][:1]), message])
