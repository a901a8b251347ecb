"""Logging: structlog for us and for the libraries, with a last line of defence for what must never be logged."""

import logging
import re
import sys
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from storage.errors import StorageError

TOKEN = re.compile(r"\d{5,}(?::|%3A)[\w-]{30,}")
PERSONAL = frozenset({"chat_id", "user_id", "text", "name", "first_name", "last_name", "username", "comment"})


def configure(level: str, style: Literal["console", "json"]) -> None:
    """Send everything to stderr, one event a line."""
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        drop_personal,
        redact_tokens,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        # Plain tracebacks: prettier ones show the values of variables, the token among them.
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=False,
    )
    _configure_libraries(level, shared, renderer)


def drop_personal(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Remove the keys under which personal data would come."""
    return {key: value for key, value in event.items() if key not in PERSONAL}


def redact_tokens(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Remove bot tokens from every text, tracebacks and addresses included."""
    return {key: TOKEN.sub("<token>", value) if isinstance(value, str) else value for key, value in event.items()}


def reason_of(error: Exception) -> str:
    """What a log may say of an error: the line of a StorageError, of any other only the class."""
    return (str(error) if isinstance(error, StorageError) else "") or type(error).__name__


def _configure_libraries(level: str, shared: list[Processor], renderer: Processor) -> None:
    handler = logging.StreamHandler(sys.stderr)
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[remove_meta, renderer])
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # A line an update, a job or a query would drown what matters.
    for chatty in ("aiogram", "apscheduler", "aiosqlite", "alembic", "asyncio", "fontTools", "fpdf", "matplotlib"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
