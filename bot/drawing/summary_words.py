"""What stands in the picture of a summary, and what it shows in words for those who can't see it."""

from collections.abc import Sequence
from html import unescape
from typing import Final

from bot.drawing.summary_picture import Bar, Panel, Picture, TrendPoint
from handlers.limits import LONGEST_CAPTION, utf16_length
from handlers.rendering.dates import period_name, short_name
from handlers.rendering.numbers import number
from handlers.rendering.summaries import PERCENT_PLACES, answer_names, driver_name, place_name
from handlers.texts import Html, Translator, html
from surveys import scores
from surveys.metrics import headline, tone_of
from surveys.summary import QuestionSummary, Section, Summary
from surveys.trends import Point

# The reasons that are named most often after bad scores; more would not be readable on a phone.
MOST_BARS: Final = 5
PERCENT_SCALE, LOYALTY_SCALE = (0.0, 100.0), (-100.0, 100.0)


def picture_of(summary: Summary, points: Sequence[Point], t: Translator) -> Picture | None:
    """The picture of a summary's newest section; None when nothing in it may be shown."""
    section = summary.sections[0] if summary.sections else None
    main = _main(section) if section else None
    if section is None or main is None or main.score is None:
        return None
    is_loyalty = main.question.metric == "loyalty"
    return Picture(
        title=unescape(place_name(summary, t)),
        subtitle=unescape(t(f"metric.{main.question.metric}")),
        trend_title=t("picture.trend_points" if is_loyalty else "picture.trend_share"),
        trend=[_point(each, t) for each in points],
        scale=LOYALTY_SCALE if is_loyalty else PERCENT_SCALE,
        distribution=_distribution(main, t),
        drivers=_drivers(section, t),
        footnote=unescape(
            t("picture.foot", n=headline(main.score).n, period=period_name(summary.asked.period, t), zone=summary.zone)
        ),
    )


def caption_of(picture: Picture, t: Translator) -> Html:
    """The alternative text: what the picture shows, panel by panel; the last panels give way to Telegram's limit."""
    parts = [t("picture.caption", title=picture.title, metric=picture.subtitle), _trend_in_words(picture, t)]
    parts += [_panel_in_words(panel) for panel in (picture.distribution, picture.drivers) if panel.bars]
    while utf16_length("\n".join(parts)) > LONGEST_CAPTION:
        parts.pop()
    return Html("\n".join(part for part in parts if part))


def _main(section: Section) -> QuestionSummary | None:
    return next((each for each in section.questions if each.question == section.main), None)


def _point(point: Point, t: Translator) -> TrendPoint:
    label = short_name(point.period, t.language)
    if point.score is None:
        return TrendPoint(label, None, None, None)
    score = headline(point.score)
    low, high = score.interval or (score.value, score.value)
    return TrendPoint(label, score.value, low, high)


def _distribution(main: QuestionSummary, t: Translator) -> Panel:
    names = answer_names(main.question, t.language)
    shares = scores.shares(main.counts or {}, PERCENT_PLACES)
    bars = [
        Bar(names[code], float(share), f"{number(share, PERCENT_PLACES, t.language)} %", tone_of(main.question, code))
        for code, share in shares.items()
    ]
    return Panel(t("picture.distribution"), bars)


def _drivers(section: Section, t: Translator) -> Panel:
    named = [(each, each.after_bad) for each in section.drivers if each.after_bad is not None and each.after_bad.value]
    most = sorted(named, key=lambda each: -each[1].value)[:MOST_BARS]
    bars = [
        Bar(
            driver_name(driver, section, t),
            share.value,
            f"{number(share.value, PERCENT_PLACES, t.language)} %",
            "bad",
        )
        for driver, share in most
    ]
    return Panel(t("picture.drivers"), bars)


def _trend_in_words(picture: Picture, t: Translator) -> Html:
    known = [each for each in picture.trend if each.value is not None]
    if not known:
        return t("picture.no_trend")
    first, last = known[0], known[-1]
    return t(
        "picture.trend_words",
        first=number(first.value or 0, PERCENT_PLACES, t.language),
        since=first.label,
        last=number(last.value or 0, PERCENT_PLACES, t.language),
        until=last.label,
    )


def _panel_in_words(panel: Panel) -> Html:
    return html(f"{panel.title}: " + "; ".join(f"{bar.label} — {bar.shown}" for bar in panel.bars) + ".")
