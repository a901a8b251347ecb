"""Differences of two versions in words."""

from collections.abc import Sequence

from handlers.limits import LONGEST_MESSAGE, utf16_length
from handlers.texts import Html, Translator, cut
from surveys.differences import Change

# A paragraph of a thousand characters is shown by its beginning.
LONGEST_SHOWN = 160
ROOM = LONGEST_MESSAGE - 600
FIELDS = ("name", "intro", "thanks")


def change_lines(changes: Sequence[Change], t: Translator) -> Html:
    """A line a change; those that no longer fit a message are counted. Empty when nothing changed."""
    shown: list[Html] = []
    room = ROOM
    for change in changes:
        line = _line(change, t)
        room -= utf16_length(line)
        if room < 0:
            shown.append(t.n("difference.more", len(changes) - len(shown)))
            break
        shown.append(line)
    return Html("\n".join(shown))


def _line(change: Change, t: Translator) -> Html:
    where = t(f"difference.{change.where}") if change.where in FIELDS else t("difference.question", code=change.where)
    if change.kind == "text":
        option = t("difference.option", code=change.option) if change.option else Html()
        before, after = (
            cut(text, LONGEST_SHOWN) if text else t("difference.nothing") for text in (change.before, change.after)
        )
        language = t(f"difference.in_{change.language}")
        return t("difference.text", where=where, option=option, language=language, before=before, after=after)
    said = cut(change.after or change.before or "", LONGEST_SHOWN)
    return t(f"difference.{change.kind}", where=where, option=change.option or "", text=said)
