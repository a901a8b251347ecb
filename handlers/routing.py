"""All routers in the order in which they are asked."""

from aiogram import Router

from handlers import prompting
from handlers.admin import audit, coordinators
from handlers.authoring import assigning, editing, listing, previewing, publishing
from handlers.citizen import answering, choosing, comments, invitations
from handlers.citizen import cases as own_cases
from handlers.citizen import changes as told_changes
from handlers.common import language, presence, reading, rights, start, unknown
from handlers.coordinator import (
    cases,
    change_editing,
    changes,
    digest,
    export,
    invite,
    own_dates,
    point_names,
    points,
    preview,
    summary,
    team,
)
from handlers.coordinator import comments as read_comments
from handlers.inline import glossary as inline
from handlers.staff import glossary, joining, lesson, meant_zone, practice, progress, settings, written

# What a handler takes; Telegram sends nothing else. https://core.telegram.org/bots/api#getupdates
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member", "inline_query"]


def routers() -> list[Router]:
    """Answers first, for most updates are taps; what nobody took last."""
    return [
        answering.router(),
        # What the bot wrote itself is no answer to what it asked.
        inline.results_router(),
        # Whoever calls a command has turned away from what they were asked to write.
        prompting.dropping_router(),
        start.router(),
        choosing.router(),
        invitations.router(),
        language.router(),
        reading.router(),
        rights.router(),
        own_cases.router(),
        summary.router(),
        read_comments.router(),
        export.router(),
        own_dates.router(),
        digest.router(),
        told_changes.router(),
        changes.router(),
        change_editing.router(),
        joining.router(),
        meant_zone.router(),
        lesson.router(),
        practice.router(),
        glossary.router(),
        progress.router(),
        settings.router(),
        invite.router(),
        team.router(),
        preview.router(),
        inline.router(),
        points.router(),
        point_names.router(),
        cases.router(),
        listing.router(),
        editing.router(),
        publishing.router(),
        assigning.router(),
        previewing.router(),
        coordinators.router(),
        audit.router(),
        presence.router(),
        # A text that somebody was asked for comes before those that are comments.
        written.router(),
        # Catches every command before the comments take it for a text.
        unknown.router(),
        # A text that was asked for, before the comments take it for one of theirs.
        prompting.prompted_router(
            choosing.texts_router(),
            own_cases.texts_router(),
            cases.texts_router(),
            editing.texts_router(),
            point_names.texts_router(),
            change_editing.texts_router(),
            own_dates.texts_router(),
        ),
        comments.router(),
    ]
