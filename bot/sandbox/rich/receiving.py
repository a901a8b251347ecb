"""Blocks as people receive them: media found, items labelled, buttons checked.

https://core.telegram.org/bots/api#richblock
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox import limits
from bot.sandbox.attaching import attachment
from bot.sandbox.errors import bad_request
from bot.sandbox.files import Files
from bot.sandbox.methods.keyboards import check_button
from bot.sandbox.rich.labels import label

Block = Mapping[str, Any]

MEDIA = {
    "photo": "photo",
    "document": "document",
    "audio": "audio",
    "video": "video",
    "animation": "animation",
    "voice_note": "voice",
}
LINKS = ("tg://photo?id=", "tg://document?id=", "tg://audio?id=", "tg://video?id=")
SIZES = range(1, 7)


class Receiving:
    """Turns blocks that were sent into those that are received."""

    def __init__(self, files: Files, media: Mapping[str, Block]) -> None:
        self._files = files
        self._media = media

    def blocks(self, blocks: Sequence[Block]) -> list[Block]:
        """A list of blocks with all that is inside them. Raises Refusal."""
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Block:
        kind = block["type"]
        if kind in MEDIA:
            return {**block, kind: self._file(block[kind], MEDIA[kind])}
        if kind == "list":
            return {**block, "items": [self._item(item) for item in block["items"]]}
        if kind == "heading" and block["size"] not in SIZES:
            raise bad_request("heading size must be from 1 to 6")
        if kind == "buttons":
            _check_buttons(block["buttons"])
        return {**block, "blocks": self.blocks(block["blocks"])} if "blocks" in block else block

    def _item(self, item: Block) -> Block:
        return {**item, "label": label(item), "blocks": self.blocks(item["blocks"])}

    def _file(self, media: Block, kind: str) -> Any:  # noqa: ANN401 - JSON
        source = media["media"]
        for link in LINKS:
            if source.startswith(link):
                named = self._media.get(source.removeprefix(link))
                source = named["media"] if named else ""
        file = self._files.get(source)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return attachment(self._files, file, kind).body


def _check_buttons(buttons: Sequence[Block]) -> None:
    if not 1 <= len(buttons) <= limits.MOST_BUTTONS_IN_ROW:
        raise bad_request("a row holds from 1 to 8 buttons")
    for button in buttons:
        style = button.get("style")
        if style == "link" and "callback_data" not in button:
            raise bad_request("the button style link is allowed only for callback buttons")
        check_button({name: value for name, value in button.items() if name != "style" or style != "link"})
