"""How long the texts of a lesson may be: what Telegram takes and what a person reads in 45 seconds on one screen.

Telegram's limits: https://core.telegram.org/bots/api, version 10.3. They are kept here as well as in handlers, because
the domain knows no messenger and yet must refuse a file that no messenger could show.
"""

from typing import Final

# A title is also a button and the heading of an inline result; a phone shows about this much of one.
LONGEST_TITLE: Final = 48
# One thought, three or four lines on a phone.
LONGEST_PARAGRAPH: Final = 300
# sendPoll.question takes 1-300 characters.
LONGEST_QUESTION: Final = 300
# InputPollOption.text takes 1-100 characters.
LONGEST_OPTION: Final = 100
# sendPoll.explanation and answerCallbackQuery.text take 200 characters.
LONGEST_EXPLANATION: Final = 200
LONGEST_SOURCE: Final = 200

# "About 100 words": fewer leave a question open, more take over 45 seconds. Russian needs fewer words than English.
FEWEST_WORDS: Final = 70
MOST_WORDS: Final = 135
# One screen of a phone: about 28 lines of 38 characters. Headings and source are added by the rendering.
LONGEST_CARD: Final = 1000
