"""All routers in the order in which they are asked."""

from aiogram import Router

from handlers.admin import coordinators
from handlers.citizen import answering, choosing, comments
from handlers.citizen import changes as told_changes
from handlers.common import language, presence, rights, start, unknown
from handlers.coordinator import change_editing, changes, digest, export, invite, preview, summary, team
from handlers.coordinator import comments as read_comments
from handlers.inline import glossary as inline
from handlers.staff import glossary, joining, lesson, practice, progress, settings, written

# What a handler takes; Telegram sends nothing else. https://core.telegram.org/bots/api#getupdates
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member", "inline_query"]


def routers() -> list[Router]:
    """Answers first, for most updates are taps; what nobody took last."""
    return [
        answering.router(),
        start.router(),
        choosing.router(),
        language.router(),
        rights.router(),
        summary.router(),
        read_comments.router(),
        export.router(),
        digest.router(),
        told_changes.router(),
        changes.router(),
        change_editing.router(),
        joining.router(),
        lesson.router(),
        practice.router(),
        glossary.router(),
        progress.router(),
        settings.router(),
        invite.router(),
        team.router(),
        preview.router(),
        inline.router(),
        coordinators.router(),
        presence.router(),
        # A text that somebody was asked for comes before those that are comments.
        written.router(),
        # Catches every command before the comments take it for a text.
        unknown.router(),
        comments.router(),
    ]
