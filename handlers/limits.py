"""Limits of the Bot API that a screen must keep. Source: https://core.telegram.org/bots/api, version 10.3."""

# sendMessage, editMessageText: UTF-16 units after entity parsing.
LONGEST_MESSAGE = 4096
# sendRichMessage: characters, and blocks with the items of lists.
# https://core.telegram.org/bots/api#rich-message-formatting-options
LONGEST_RICH_MESSAGE = 32_768
MOST_RICH_BLOCKS = 500
# sendPhoto and others with a caption: UTF-16 units after entity parsing.
LONGEST_CAPTION = 1024
# InlineKeyboardButton.callback_data, bytes.
LONGEST_CALLBACK_DATA = 64
# answerCallbackQuery.text, characters.
LONGEST_CALLBACK_ANSWER = 200
# A keyboard's buttons, all and in one row, as observed; beyond these the server refuses or hides.
MOST_BUTTONS = 100
MOST_BUTTONS_IN_ROW = 8
# A file that a bot sends, bytes: https://core.telegram.org/bots/api#sending-files
LARGEST_UPLOAD = 50_000_000


def utf16_length(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2
