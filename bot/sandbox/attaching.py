"""Files as attachments: how the Bot API describes a photo, a document, a voice in a message."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.chats import Attachment
from bot.sandbox.files import Files, StoredFile
from bot.sandbox.pictures import size_of

# Told of what is no picture, where the Bot API wants a width and a height.
USUAL_SIDE = 512
USUAL_SECONDS = 3


def attachment(files: Files, file: StoredFile, kind: str) -> Attachment:
    """The attachment of a message, of the kind that is a field of the Bot API's Message."""
    known = files.become(file, kind)
    return Attachment(kind, BODIES[kind](known), known.id)


def described(file: StoredFile) -> dict[str, Any]:
    """What the Bot API says of every file."""
    return {"file_id": file.id, "file_unique_id": f"u{file.id}", "file_size": len(file.content)}


def _photo(file: StoredFile) -> list[dict[str, Any]]:
    return [{**described(file), **_sides(file)}]


def _named(file: StoredFile) -> dict[str, Any]:
    return {**described(file), "file_name": file.name, "mime_type": file.mime}


def _lasting(file: StoredFile) -> dict[str, Any]:
    return {**described(file), "mime_type": file.mime, "duration": USUAL_SECONDS}


def _moving(file: StoredFile) -> dict[str, Any]:
    return {**_named(file), **_sides(file), "duration": USUAL_SECONDS}


def _sticker(file: StoredFile) -> dict[str, Any]:
    kind = {"type": "regular", "is_animated": False, "is_video": False}
    return {**described(file), **_sides(file), **kind}


def _sides(file: StoredFile) -> dict[str, int]:
    width, height = size_of(file.content) or (USUAL_SIDE, USUAL_SIDE)
    return {"width": width, "height": height}


BODIES: Mapping[str, Callable[[StoredFile], Any]] = {
    "photo": _photo,
    "document": _named,
    "audio": _lasting,
    "voice": _lasting,
    "video": _moving,
    "animation": _moving,
    "sticker": _sticker,
}
