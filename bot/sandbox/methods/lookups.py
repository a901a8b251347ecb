"""What the bot may ask: about chats, about files.

https://core.telegram.org/bots/api#getchat, #getfile
"""

from typing import Any

from aiogram.methods import GetChat, GetChatMember, GetFile, GetUserProfilePhotos

from bot.sandbox import limits
from bot.sandbox.attaching import described
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.reaching import chat_of
from bot.sandbox.objects import bot_user, chat, user
from bot.sandbox.world import BOT_ID, World

NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


async def get_chat(world: World, given: GetChat) -> Any:  # noqa: ANN401 - JSON
    person = chat_of(world, given.chat_id)
    return {**chat(person), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}


async def get_chat_member(world: World, given: GetChatMember) -> Any:  # noqa: ANN401 - JSON
    person = chat_of(world, given.chat_id)
    if given.user_id == BOT_ID:
        return {"user": bot_user(world), "status": "kicked" if person.has_blocked else "member"}
    if given.user_id != person.id:
        raise bad_request("invalid user_id specified")
    return {"user": user(person), "status": "member"}


async def get_user_profile_photos(world: World, given: GetUserProfilePhotos) -> Any:  # noqa: ANN401 - JSON
    chat_of(world, given.user_id)
    return {"total_count": 0, "photos": []}


async def get_file(world: World, given: GetFile) -> Any:  # noqa: ANN401 - JSON
    file = world.files.get(given.file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > limits.LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**described(file), "file_path": file.path}
