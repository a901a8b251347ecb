"""All routers in the order in which they are asked."""

from aiogram import Router

from handlers.admin import coordinators
from handlers.citizen import answering, choosing, comments, invitations
from handlers.common import language, presence, rights, start, unknown
from handlers.coordinator import point_names, points, summary

# What a handler takes; Telegram sends nothing else. https://core.telegram.org/bots/api#getupdates
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]


def routers() -> list[Router]:
    """Answers first, for most updates are taps; what nobody took last."""
    return [
        answering.router(),
        start.router(),
        choosing.router(),
        invitations.router(),
        language.router(),
        rights.router(),
        summary.router(),
        points.router(),
        # Takes a text only while it waits for a name.
        point_names.router(),
        coordinators.router(),
        presence.router(),
        # Catches every command before the comments take it for a text.
        unknown.router(),
        comments.router(),
    ]
