"""The limits of a lesson are within Telegram's, as another library knows them."""

from telegram.constants import CallbackQueryLimit, MessageLimit, PollLimit

from lessons import limits


def test_a_check_question_may_be_a_quiz_or_buttons_with_an_alert() -> None:
    assert limits.LONGEST_QUESTION <= PollLimit.MAX_QUESTION_LENGTH
    assert limits.LONGEST_OPTION <= PollLimit.MAX_OPTION_LENGTH
    assert limits.LONGEST_EXPLANATION <= PollLimit.MAX_EXPLANATION_LENGTH
    assert limits.LONGEST_EXPLANATION <= CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH


def test_a_card_leaves_room_in_a_message_for_headings_sources_and_the_question() -> None:
    asked = limits.LONGEST_QUESTION + 4 * limits.LONGEST_OPTION + limits.LONGEST_EXPLANATION
    sources = 3 * 2 * limits.LONGEST_SOURCE
    assert limits.LONGEST_CARD + asked + sources <= MessageLimit.MAX_TEXT_LENGTH
