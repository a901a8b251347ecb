"""Why citizens' answers suggest a lesson, in one line and in numbers that may be shown."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.rendering.dates import days
from handlers.rendering.numbers import number
from handlers.texts import Html, Translator


def why_line(why: Mapping[str, Any], t: Translator) -> Html:
    """`share` and `others`, 0..1, tell how often the driver was in the way here and elsewhere, in `n` answers.

    `first` and `last` are the days of these answers.
    """
    return t(
        "why.line",
        driver=_driver_words(why["driver"], t),
        share=number(100 * why["share"], 0, t.language),
        others=number(100 * why["others"], 0, t.language),
        n=number(why["n"], 0, t.language),
        days=days(date.fromisoformat(why["first"]), date.fromisoformat(why["last"]), t.language),
    )


def _driver_words(driver: str, t: Translator) -> Html:
    """Organisations may name drivers of their own, for which a lesson has no words: they are other reasons then."""
    known = f"why.driver_{driver}"
    return t(known if t.has(known) else "why.driver_other")
