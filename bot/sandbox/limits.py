"""The limits of Telegram that the sandbox enforces.

They are the server's own and stand apart from those that the bot keeps (handlers/limits.py), so that neither hides a
mistake of the other; tests/sandbox/test_limits.py compares both. Source, unless another one is named:
https://core.telegram.org/bots/api, version 10.3, the description of the method or type that each comment names.
"""

from datetime import timedelta

# sendMessage, editMessageText; sendPhoto and others with a caption: UTF-16 units after entity parsing.
LONGEST_MESSAGE = 4096
LONGEST_CAPTION = 1024
# Entities of one text, as observed: further ones are ignored.
MOST_ENTITIES = 100
# The places and lengths of entities that a client gives: TDLib, fix_formatted_text.
FARTHEST_ENTITY = 1_000_000

# InlineKeyboardButton.callback_data, bytes; CopyTextButton.text, characters.
LONGEST_CALLBACK_DATA = 64
LONGEST_COPY_TEXT = 256
# A keyboard's buttons, all and in one row, as observed.
MOST_BUTTONS = 100
MOST_BUTTONS_IN_ROW = 8
# Those below the input field: as observed, https://github.com/tginfo/Telegram-Limits/issues/228
MOST_REPLY_BUTTONS = 300
MOST_REPLY_BUTTONS_IN_ROW = 12
# ReplyKeyboardMarkup.input_field_placeholder, characters.
LONGEST_PLACEHOLDER = 64

# https://core.telegram.org/bots/api#rich-message-formatting-options
LONGEST_RICH_MESSAGE = 32_768
MOST_RICH_BLOCKS = 500
DEEPEST_RICH_BLOCK = 16
MOST_RICH_MEDIA = 50
MOST_TABLE_COLUMNS = 20

# https://core.telegram.org/bots/api#sending-files, #getfile, bytes. «MB» are 2**20 bytes in the server's source.
LARGEST_UPLOAD = 50 * 2**20
LARGEST_PHOTO = 10 * 2**20
LARGEST_DOWNLOAD = 20 * 2**20
# sendPhoto: width and height together, and one of them to the other.
LARGEST_PHOTO_SIDES = 10_000
LARGEST_PHOTO_RATIO = 20
# sendMediaGroup
FEWEST_IN_ALBUM, MOST_IN_ALBUM = 2, 10

# Objects and lists in one another: the sandbox's own, deeper than anything that the Bot API describes.
DEEPEST_JSON = 100

# Location, degrees.
FARTHEST_NORTH, FARTHEST_EAST = 90, 180

# sendPoll, characters.
LONGEST_QUESTION = 300
LONGEST_OPTION = 100
LONGEST_EXPLANATION = 200
MOST_OPTIONS = 12

# answerCallbackQuery, characters.
LONGEST_CALLBACK_ANSWER = 200
# answerInlineQuery: results; ids of results and offsets in bytes.
MOST_RESULTS = 50
LONGEST_RESULT_ID = 64
LONGEST_OFFSET = 64
# InlineQuery.query, characters.
LONGEST_INLINE_QUERY = 256
# InlineQueryResultsButton.start_parameter, and https://core.telegram.org/bots/features#deep-linking
LONGEST_START_PAYLOAD = 64

# getUpdates
MOST_UPDATES = 100
LONGEST_POLL_SECONDS = 50
# «Getting updates»: how long an update waits to be taken; taps and inline queries, and their answers, as observed.
UPDATE_LASTS = timedelta(hours=24)
TAP_LASTS = timedelta(seconds=150)
INLINE_QUERY_LASTS = timedelta(seconds=30)
# setWebhook
MOST_CONNECTIONS = 100
LONGEST_SECRET = 256

# BotCommand, setMyCommands, characters.
LONGEST_COMMAND = 32
LONGEST_COMMAND_DESCRIPTION = 256
MOST_COMMANDS = 100
# setMyName, setMyDescription, setMyShortDescription, characters.
LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120

# deleteMessage
MESSAGE_DELETABLE = timedelta(hours=48)
# deleteMessages, copyMessages, forwardMessages
MOST_AT_ONCE = 100
# sendChatAction
ACTION_SECONDS = 5.0

# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: messages in any second, and seconds
# between two to one chat, which gets a short burst first; how short is not published.
MOST_MESSAGES_A_SECOND = 30
SECONDS_BETWEEN_TO_CHAT = 1.0
BURST_TO_CHAT = 3
