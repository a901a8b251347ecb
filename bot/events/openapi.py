"""The description of the events API, made from the models that check the events."""

from functools import cache
from typing import Any, Final

from bot.events.signing import KEY_HEADER, SIGNATURE_HEADER, SOURCE_HEADER, TIMESTAMP_HEADER
from surveys.events import Event

EVENTS_PATH: Final = "/api/v1/events"
OPENAPI_PATH: Final = "/api/v1/openapi.json"

_HEADERS: Final = {
    SOURCE_HEADER: "The source's name, as in EVENT_KEYS",
    TIMESTAMP_HEADER: "Seconds since 1970 in UTC, at most five minutes off",
    KEY_HEADER: "The source's own key of the event, 1 to 128 visible ASCII characters; it gets one answer",
    SIGNATURE_HEADER: "sha256= and the hex HMAC-SHA256, with the source's key, of timestamp.idempotency-key.body",
}
_ERRORS: Final = {
    "400": "A header is missing, or the body is no JSON",
    "401": "The signature or the timestamp is wrong",
    "409": "The idempotency key was used for another event",
    "413": "The body is larger than 1 MB",
    "422": "The event has mistakes, or its service point is unknown",
    "500": "The event could not be taken: our fault",
    "503": "The event was not stored: send it again",
}
_ANSWER: Final = {
    "type": "object",
    "required": ["status"],
    "properties": {
        "status": {
            "enum": ["scheduled", "link", "not_asked"],
            "description": "The bot will write to the person; or here is a link to hand over; or nobody is asked",
        },
        "reason": {"enum": ["sampled_out", "closed", "too_late"]},
        "link": {"type": "string", "format": "uri", "description": "Works once"},
        "expires_at": {"type": "string", "format": "date-time"},
    },
}
_ERROR: Final = {
    "type": "object",
    "required": ["error", "message"],
    "properties": {
        "error": {"type": "string"},
        "message": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


@cache
def openapi() -> dict[str, Any]:
    """An OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Otklik: service events", "version": "1"},
        "paths": {EVENTS_PATH: {"post": _post()}},
        "components": {
            "schemas": {"Event": Event.model_json_schema(mode="validation"), "Answer": _ANSWER, "Error": _ERROR}
        },
    }


def _post() -> dict[str, Any]:
    return {
        "operationId": "reportEvent",
        "summary": "Report a service event",
        "parameters": [
            {"name": name, "in": "header", "required": True, "description": text, "schema": {"type": "string"}}
            for name, text in _HEADERS.items()
        ],
        "requestBody": {"required": True, "content": _json("Event")},
        "responses": {
            "202": {"description": "Taken; a replay gets the same answer", "content": _json("Answer")},
            **{status: {"description": text, "content": _json("Error")} for status, text in _ERRORS.items()},
        },
    }


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
