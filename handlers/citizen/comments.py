"""What a citizen writes: a comment where one is asked for, otherwise a part of a service point's name."""

from aiogram import Router
from aiogram.types import Message

from handlers.citizen.choosing import search
from handlers.filters import is_content, is_text
from handlers.rendering.questions import screen_of
from handlers.screens import Replies, Screen, without_buttons
from handlers.texts import Translator, lines
from storage import updates
from storage.clock import Clock
from storage.database import Unit
from storage.people import Person
from surveys.answering import Answering
from surveys.masking import masked


def router() -> Router:
    """Handlers of messages that are no commands; they stand last."""
    router = Router(name="comments")
    router.message.register(write, is_text)
    router.message.register(attach, is_content)
    return router


async def write(
    message: Message,
    unit: Unit,
    person: Person,
    administrators: frozenset[int],
    answering: Answering,
    clock: Clock,
    t: Translator,
) -> Replies:
    """A text: the comment, or a search for a service point; in the middle of taps, a reminder to tap."""
    text = message.text or ""
    before = await unit.run(answering.resume, person)
    if before is None:
        return await search(message, unit, person, administrators, t)
    step = await unit.run(answering.comment, person, text, clock())
    if step is None:
        return [Screen(t("comment.tap_instead")).to(message.chat.id), screen_of(before, t).to(message.chat.id)]
    shown = screen_of(step, t)
    if masked(text) != text:
        shown = Screen(lines(t("comment.masked"), shown.text), shown.rows)
    return [*_retired(before.message_id, message), shown.to(message.chat.id)]


async def attach(
    message: Message, unit: Unit, person: Person, answering: Answering, clock: Clock, t: Translator
) -> Replies:
    """A photo, a voice, a sticker, a document: only text is kept. An album gets one answer."""
    album = message.media_group_id
    if album is not None and not await unit.run(updates.is_first_of_album, album, clock()):
        return ()
    step = await unit.run(answering.resume, person)
    asked_for_text = step is not None and step.question is not None and step.question.kind == "comment"
    spoken = message.voice or message.audio or message.video_note
    kind = "voice" if spoken else "text"
    text = t(f"comment.only_{kind}") if asked_for_text else t("comment.not_kept")
    return [Screen(text).to(message.chat.id)]


def _retired(message_id: int | None, message: Message) -> Replies:
    return [without_buttons(message.chat.id, message_id)] if message_id is not None else []
