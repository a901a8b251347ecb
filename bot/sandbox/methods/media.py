"""Photos, documents and other files, alone and in albums.

https://core.telegram.org/bots/api#sending-files
"""

from typing import Any

from aiogram.methods import (
    SendAnimation,
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendPhoto,
    SendSticker,
    SendVideo,
    SendVoice,
)
from aiogram.types import InputFile, InputMediaAnimation, MediaUnion

from bot.sandbox import attaching, limits
from bot.sandbox.chats import Attachment, Content
from bot.sandbox.errors import bad_request
from bot.sandbox.files import Files
from bot.sandbox.methods import texts
from bot.sandbox.methods.checking import set_value
from bot.sandbox.methods.reaching import at_pace
from bot.sandbox.methods.sending import answered, sent
from bot.sandbox.objects import as_json
from bot.sandbox.pictures import size_of
from bot.sandbox.world import World

# Documents and audio stand in albums of their own kind only: https://core.telegram.org/bots/api#sendmediagroup
ALONE_IN_ALBUMS = frozenset({"document", "audio"})
IN_ALBUMS = ALONE_IN_ALBUMS | {"photo", "video"}


async def send_photo(world: World, given: SendPhoto) -> Any:  # noqa: ANN401 - JSON
    return _sent(world, given, "photo", given.photo)


async def send_document(world: World, given: SendDocument) -> Any:  # noqa: ANN401 - JSON
    return _sent(world, given, "document", given.document)


async def send_audio(world: World, given: SendAudio) -> Any:  # noqa: ANN401 - JSON
    return _sent(world, given, "audio", given.audio)


async def send_voice(world: World, given: SendVoice) -> Any:  # noqa: ANN401 - JSON
    return _sent(world, given, "voice", given.voice)


async def send_video(world: World, given: SendVideo) -> Any:  # noqa: ANN401 - JSON
    return _sent(world, given, "video", given.video)


async def send_animation(world: World, given: SendAnimation) -> Any:  # noqa: ANN401 - JSON
    return _sent(world, given, "animation", given.animation)


async def send_sticker(world: World, given: SendSticker) -> Any:  # noqa: ANN401 - JSON
    return sent(world, given, Content(attachment=attached(world.files, given.sticker, "sticker")))


async def send_media_group(world: World, given: SendMediaGroup) -> Any:  # noqa: ANN401 - JSON
    if not limits.FEWEST_IN_ALBUM <= len(given.media) <= limits.MOST_IN_ALBUM:
        raise bad_request("there must be from 2 to 10 messages in an album")
    kinds = {str(each.type) for each in given.media}
    if len(kinds) > 1 and kinds & ALONE_IN_ALBUMS:
        raise bad_request("document and audio files can't be mixed with other media in an album")
    if kinds - IN_ALBUMS:
        raise bad_request("message content type can't be used in an album")
    contents = [media_content(world.files, each) for each in given.media]
    person = at_pace(world, given.chat_id, len(contents))
    group, reply_to = str(world.number()), answered(person, given.reply_parameters)
    messages = [world.add_message(person, content, from_bot=True) for content in contents]
    for message in messages:
        message.media_group_id, message.reply_to = group, reply_to
        message.is_protected = bool(set_value(given.protect_content))
    return [as_json(world, person, message) for message in messages]


def media_content(files: Files, media: MediaUnion | InputMediaAnimation) -> Content:
    """The content that an InputMedia describes. Raises Refusal."""
    kind = str(media.type)
    if kind not in attaching.BODIES:
        raise bad_request(f"unsupported media type {kind}")
    attachment = attached(files, media.media, kind)
    return texts.captioned(attachment, media.caption, media.parse_mode, media.caption_entities)


def attached(files: Files, file_id: str | InputFile, kind: str) -> Attachment:
    """The attachment of a file, just uploaded or sent before. Raises Refusal."""
    file = files.get(file_id) if isinstance(file_id, str) else None
    if file is None:
        # There is no internet here to fetch an address from.
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind not in {"", kind}:
        raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    if kind == "photo":
        _check_photo(file.content)
    return attaching.attachment(files, file, kind)


def _check_photo(content: bytes) -> None:
    if len(content) > limits.LARGEST_PHOTO:
        raise bad_request(f"file of size {len(content)} bytes is too big for a photo")
    size = size_of(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > limits.LARGEST_PHOTO_SIDES or max(size) > limits.LARGEST_PHOTO_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


Captioned = SendPhoto | SendDocument | SendAudio | SendVoice | SendVideo | SendAnimation


def _sent(world: World, given: Captioned, kind: str, file_id: str | InputFile) -> dict[str, Any]:
    attachment = attached(world.files, file_id, kind)
    return sent(world, given, texts.captioned(attachment, given.caption, given.parse_mode, given.caption_entities))
