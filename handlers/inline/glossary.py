"""Inline mode: `@bot gemba` in any chat gives the card. Open to everybody, and nothing about who asks is stored."""

from aiogram import Router
from aiogram.enums import ParseMode
from aiogram.methods import AnswerInlineQuery
from aiogram.types import InlineQuery, InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions, Message

from handlers.rendering.lessons import card_text
from handlers.screens import Replies
from handlers.texts import Translator
from lessons.definition import Lesson
from lessons.school import School

# Telegram takes 50 results: https://core.telegram.org/bots/api#answerinlinequery
MOST_RESULTS = 10
# Telegram keeps a result so long. The cards of a running bot change with their files: an hour later everybody has the
# new ones.
CACHE_SECONDS = 3600


def router() -> Router:
    """Handlers of inline queries."""
    router = Router(name="inline")
    router.inline_query.register(look_up)
    return router


def results_router() -> Router:
    """Handlers of results that somebody sent in the chat with the bot itself."""
    router = Router(name="inline_results")
    router.message.register(pass_over, is_own_result)
    return router


async def is_own_result(message: Message, bot_name: str) -> bool:
    """A result that the person chose from this bot's own."""
    return message.via_bot is not None and message.via_bot.username == bot_name


async def pass_over(_: Message) -> Replies:
    """It is the bot's own text, meant for whoever reads the chat: no answer, no comment, no search."""
    return []


async def look_up(query: InlineQuery, school: School, t: Translator) -> Replies:
    """The cards that the query may mean; without a query, the glossary from its beginning."""
    asked = query.query.strip()
    found = school.find(asked, t.language) if asked else list(school.catalog.lessons.values())
    return [
        AnswerInlineQuery(
            inline_query_id=query.id,
            results=[_article(lesson, t) for lesson in found[:MOST_RESULTS]],
            cache_time=CACHE_SECONDS,
            # Results are in the language of whoever asks.
            is_personal=True,
        )
    ]


def _article(lesson: Lesson, t: Translator) -> InlineQueryResultArticle:
    text = lesson.in_(t.language)
    return InlineQueryResultArticle(
        id=lesson.code,
        title=text.title,
        description=text.what,
        input_message_content=InputTextMessageContent(
            message_text=card_text(lesson, t),
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
    )
