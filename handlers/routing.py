"""All routers in the order in which they are asked."""

from aiogram import Router

from handlers import prompting
from handlers.admin import audit, coordinators
from handlers.authoring import assigning, editing, listing, previewing, publishing
from handlers.citizen import answering, choosing, comments
from handlers.citizen import cases as own_cases
from handlers.citizen import changes as told_changes
from handlers.common import language, presence, reading, rights, start, unknown
from handlers.coordinator import cases, change_editing, changes, digest, export, summary
from handlers.coordinator import comments as read_comments

# What a handler takes; Telegram sends nothing else. https://core.telegram.org/bots/api#getupdates
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]


def routers() -> list[Router]:
    """Answers first, for most updates are taps; what nobody took last."""
    return [
        answering.router(),
        # Whoever calls a command has turned away from what they were asked to write.
        prompting.dropping_router(),
        start.router(),
        choosing.router(),
        language.router(),
        reading.router(),
        rights.router(),
        own_cases.router(),
        summary.router(),
        read_comments.router(),
        export.router(),
        digest.router(),
        told_changes.router(),
        changes.router(),
        change_editing.router(),
        cases.router(),
        listing.router(),
        editing.router(),
        publishing.router(),
        assigning.router(),
        previewing.router(),
        coordinators.router(),
        audit.router(),
        presence.router(),
        # Catches every command before the comments take it for a text.
        unknown.router(),
        # A text that was asked for, before the comments take it for one of theirs.
        prompting.prompted_router(own_cases.texts_router(), cases.texts_router(), editing.texts_router()),
        comments.router(),
    ]
