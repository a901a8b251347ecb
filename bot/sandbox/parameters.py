"""Parameters as clients send them: JSON, query, form fields, uploads.

https://core.telegram.org/bots/api#making-requests
"""

from collections.abc import Collection
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox import limits
from bot.sandbox.bodies import Unreadable, loads, reading
from bot.sandbox.errors import Refusal, bad_request
from bot.sandbox.files import Files

ATTACHED = "attach://"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def parameters(request: web.Request, files: Files, structured: Collection[str]) -> dict[str, Any]:
    """The parameters of a call; files are stored, and named by the ids they got. Raises Refusal.

    `structured` names those that a form sends as JSON; all others stay the texts they are.
    """
    try:
        return await _read(request, files, structured)
    except Unreadable:
        raise bad_request("can't parse the request body") from None
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None


async def _read(request: web.Request, files: Files, structured: Collection[str]) -> dict[str, Any]:
    if request.content_type == "application/json":
        return await _json(request)
    fields: dict[str, Any] = dict(request.query)
    uploaded: dict[str, str] = {}
    if request.content_type == "multipart/form-data":
        with reading():
            fields.update(await _multipart(request, files, uploaded))
    elif request.content_type in FORMS:
        with reading():
            fields.update((name, str(value)) for name, value in (await request.post()).items())
    read = {name: _value(value) if name in structured else value for name, value in fields.items()}
    return _with_files(read, uploaded)


async def _json(request: web.Request) -> dict[str, Any]:
    body = await request.read()
    try:
        given = loads(body) if body else {}
    except Unreadable:
        given = None
    if not isinstance(given, dict):
        raise bad_request("can't parse JSON in the request body: an object is expected")
    return given


async def _multipart(request: web.Request, files: Files, uploaded: dict[str, str]) -> dict[str, str]:
    """The texts of a form; its files go into `uploaded`, by their names."""
    fields: dict[str, str] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("a part of the form has no name")
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            fields[part.name] = content.decode(errors="replace")
        else:
            uploaded[part.name] = _stored(files, part.filename, content, part.headers.get("Content-Type"))
    return fields


def _with_files(fields: dict[str, Any], uploaded: dict[str, str]) -> dict[str, Any]:
    named = {name: _named(value, uploaded) for name, value in fields.items()}
    # A file in the place of the parameter itself. Those attached by a name are no parameters.
    attached = set(_attached(list(fields.values())))
    return {**named, **{name: file_id for name, file_id in uploaded.items() if name not in attached}}


def _stored(files: Files, name: str, content: bytes, mime: str | None) -> str:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > limits.LARGEST_UPLOAD:
        raise Refusal(413, "Request Entity Too Large")
    usual = mime if mime not in {None, "application/octet-stream"} else None
    return files.add(name, content, usual).id


def _named(value: Any, uploaded: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
    """A value with attach:// replaced by the ids of the files."""
    if isinstance(value, str) and value.startswith(ATTACHED):
        return uploaded.get(value.removeprefix(ATTACHED), value)
    if isinstance(value, list):
        return [_named(each, uploaded) for each in value]
    if isinstance(value, dict):
        return {name: _named(each, uploaded) for name, each in value.items()}
    return value


def _attached(value: Any) -> list[str]:  # noqa: ANN401 - as above
    """The names that stand after attach:// in a value."""
    if isinstance(value, str):
        return [value.removeprefix(ATTACHED)] if value.startswith(ATTACHED) else []
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [name for each in inner for name in _attached(each)]


def _value(value: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return loads(value)
    except Unreadable:
        return value
