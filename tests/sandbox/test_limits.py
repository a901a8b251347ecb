"""The limits that the bot keeps are within those that the sandbox enforces, and these are Telegram's."""

from types import ModuleType

import pytest
from telegram import constants

from bot import telegram
from bot.intake import polling
from bot.sandbox import limits
from bot.sandbox.control.routes import PAGE
from bot.sending.pace import Rates
from handlers import limits as kept
from handlers.inline import glossary
from lessons import limits as of_lessons


def numbers(module: ModuleType) -> dict[str, float]:
    """The limits of a module by their names."""
    return {name: value for name, value in vars(module).items() if name.isupper() and isinstance(value, int | float)}


@pytest.mark.parametrize("name", numbers(kept))
def test_what_the_bot_keeps_the_server_allows(name: str) -> None:
    assert numbers(kept)[name] <= numbers(limits)[name]


def test_limits_that_the_bot_keeps_elsewhere() -> None:
    assert glossary.MOST_RESULTS <= limits.MOST_RESULTS
    assert polling.POLL_SECONDS <= limits.LONGEST_POLL_SECONDS
    assert telegram.WEBHOOK_CONNECTIONS <= limits.MOST_CONNECTIONS
    assert of_lessons.LONGEST_QUESTION <= limits.LONGEST_QUESTION
    assert of_lessons.LONGEST_OPTION <= limits.LONGEST_OPTION
    assert of_lessons.LONGEST_EXPLANATION <= limits.LONGEST_EXPLANATION
    assert Rates().a_second <= limits.MOST_MESSAGES_A_SECOND
    assert Rates().between_to_chat >= limits.SECONDS_BETWEEN_TO_CHAT


def test_the_page_opens_links_with_the_longest_payload() -> None:
    for script in ("formatted.js", "opening.js"):
        assert f"{{1,{limits.LONGEST_START_PAYLOAD}}}" in (PAGE / script).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (limits.LONGEST_MESSAGE, constants.MessageLimit.MAX_TEXT_LENGTH),
        (limits.LONGEST_CAPTION, constants.MessageLimit.CAPTION_LENGTH),
        (limits.MOST_ENTITIES, constants.MessageLimit.MESSAGE_ENTITIES),
        (limits.LONGEST_START_PAYLOAD, constants.MessageLimit.DEEP_LINK_LENGTH),
        (limits.LONGEST_CALLBACK_DATA, constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA),
        (limits.LONGEST_COPY_TEXT, constants.InlineKeyboardButtonLimit.MAX_COPY_TEXT),
        (limits.MOST_BUTTONS, constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER),
        (limits.MOST_BUTTONS_IN_ROW, constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW),
        (limits.FEWEST_IN_ALBUM, constants.MediaGroupLimit.MIN_MEDIA_LENGTH),
        (limits.MOST_IN_ALBUM, constants.MediaGroupLimit.MAX_MEDIA_LENGTH),
        (limits.LONGEST_QUESTION, constants.PollLimit.MAX_QUESTION_LENGTH),
        (limits.LONGEST_OPTION, constants.PollLimit.MAX_OPTION_LENGTH),
        (limits.LONGEST_EXPLANATION, constants.PollLimit.MAX_EXPLANATION_LENGTH),
        (limits.MOST_OPTIONS, constants.PollLimit.MAX_OPTION_NUMBER),
        (limits.LONGEST_CALLBACK_ANSWER, constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH),
        (limits.MOST_RESULTS, constants.InlineQueryLimit.RESULTS),
        (limits.LONGEST_RESULT_ID, constants.InlineQueryResultLimit.MAX_ID_LENGTH),
        (limits.LONGEST_OFFSET, constants.InlineQueryLimit.MAX_OFFSET_LENGTH),
        (limits.LONGEST_INLINE_QUERY, constants.InlineQueryLimit.MAX_QUERY_LENGTH),
        (limits.MOST_UPDATES, constants.PollingLimit.MAX_LIMIT),
        (limits.MOST_CONNECTIONS, constants.WebhookLimit.MAX_CONNECTIONS_LIMIT),
        (limits.LONGEST_SECRET, constants.WebhookLimit.MAX_SECRET_TOKEN_LENGTH),
        (limits.LONGEST_COMMAND, constants.BotCommandLimit.MAX_COMMAND),
        (limits.LONGEST_COMMAND_DESCRIPTION, constants.BotCommandLimit.MAX_DESCRIPTION),
        (limits.MOST_COMMANDS, constants.BotCommandLimit.MAX_COMMAND_NUMBER),
        (limits.LONGEST_NAME, constants.BotNameLimit.MAX_NAME_LENGTH),
        (limits.LONGEST_DESCRIPTION, constants.BotDescriptionLimit.MAX_DESCRIPTION_LENGTH),
        (limits.LONGEST_SHORT_DESCRIPTION, constants.BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH),
        (limits.MOST_AT_ONCE, constants.BulkRequestLimit.MAX_LIMIT),
        (limits.MOST_MESSAGES_A_SECOND, constants.FloodLimit.MESSAGES_PER_SECOND),
    ],
)
def test_another_library_knows_the_same_limits(ours: int, theirs: int) -> None:
    assert ours == theirs
