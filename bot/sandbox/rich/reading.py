"""A rich message as it is sent, and as people get it."""

from aiogram.types import InputRichMessage

from bot.sandbox.chats import Content
from bot.sandbox.errors import bad_request
from bot.sandbox.files import Files
from bot.sandbox.methods.checking import plain
from bot.sandbox.rich.measuring import check_limits, words
from bot.sandbox.rich.receiving import Receiving
from bot.sandbox.rich.tree import parsed
from bot.sandbox.rich.writing import blocks_of


def rich_content(files: Files, message: InputRichMessage) -> Content:
    """The content of a rich message; its text is what a search would find. Raises Refusal.

    Of the three ways to describe one, HTML and blocks are spoken here.
    """
    given = [each for each in (message.html, message.markdown, message.blocks) if each is not None]
    if len(given) != 1:
        raise bad_request("exactly one of html, markdown and blocks must be specified")
    if message.markdown is not None:
        raise bad_request("the sandbox reads rich messages as html or blocks")
    if message.html is not None:
        blocks = blocks_of(parsed(message.html))
    else:
        blocks = [plain(each) for each in message.blocks or ()]
    media = {each.id: plain(each.media) for each in message.media or ()}
    received = Receiving(files, media).blocks(blocks)
    check_limits(received)
    return Content(text=words(received), rich=received)
