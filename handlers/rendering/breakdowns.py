"""The deeper views of a summary: by unit, by service point, by driver, by week."""

from collections.abc import Sequence
from typing import Final

from handlers.rendering.dates import period_name
from handlers.rendering.numbers import between, number
from handlers.rendering.summaries import (
    PERCENT_PLACES,
    cost_of,
    driver_name,
    heading,
    nothing_shown,
)
from handlers.texts import Html, Translator, bold, html, lines
from surveys.drivers import Driver
from surveys.metrics import Value, headline
from surveys.ranking import Ranked
from surveys.scores import Score
from surveys.summary import Section, Summary
from surveys.trends import Point

# So many lines of two rows fit a message with long names.
MOST_RANKED: Final = 20
# So many steps of one row fit; there are more only when a period has more than so many years.
MOST_STEPS: Final = 40


def ranking_text(summary: Summary, ranked: Sequence[Ranked], t: Translator) -> Html:
    """Places in order of the lower bound; those that stand out beyond chance are marked."""
    if not summary.sections:
        return lines(heading(summary, t), nothing_shown(summary, t))
    if not ranked:
        return lines(heading(summary, t), t("summary.none_ranked", k=summary.smallest_group))
    places = [
        t(
            "summary.ranked_out" if each.stands_out else "summary.ranked",
            place=place,
            name=html(each.name[t.language]),
            score=score_text(each.score, summary.sections[0], t),
        )
        for place, each in enumerate(ranked[:MOST_RANKED], start=1)
    ]
    note = t("summary.ranked_note", k=summary.smallest_group)
    return lines(heading(summary, t), bold(_main_name(summary.sections[0], t)), Html("\n".join(places)), note)


def drivers_text(summary: Summary, t: Translator) -> Html:
    """Every driver: how often it is named, after a good and after a bad score, and what it costs."""
    if not summary.sections:
        return lines(heading(summary, t), nothing_shown(summary, t))
    section = summary.sections[0]
    if not section.drivers:
        return lines(heading(summary, t), t("summary.no_drivers", k=summary.smallest_group))
    listed = [_driver(each, section, t) for each in section.drivers]
    return lines(heading(summary, t), *listed, t("summary.drivers_note"))


def weeks_text(summary: Summary, points: Sequence[Point], t: Translator) -> Html:
    """The main score week by week, the newest first, or by longer steps; one with too few answers says so."""
    if not summary.sections:
        return lines(heading(summary, t), nothing_shown(summary, t))
    listed = [
        t(
            "summary.week",
            period=period_name(each.period, t),
            score=score_text(each.score, summary.sections[0], t)
            if each.score
            else t("summary.week_too_few", k=summary.smallest_group),
        )
        for each in reversed(points[-MOST_STEPS:])
    ]
    return lines(heading(summary, t), bold(_main_name(summary.sections[0], t)), Html("\n".join(listed)))


def score_text(value: Value, section: Section, t: Translator) -> Html:
    """The headline score with its interval and its answers, on one line."""
    score = headline(value)
    interval = between(score.interval, PERCENT_PLACES, t.language) if score.interval else Html()
    is_loyalty = section.main is not None and section.main.metric == "loyalty"
    text_id = "summary.points_line" if is_loyalty else "summary.share"
    return t(text_id, value=number(score.value, PERCENT_PLACES, t.language), interval=interval, n=score.n)


def _driver(driver: Driver, section: Section, t: Translator) -> Html:
    parts = [bold(driver_name(driver, section, t)), _share("summary.mentioned", driver.mentioned, t)]
    parts.append(_share("summary.after_good", driver.after_good, t))
    parts.append(_share("summary.after_bad", driver.after_bad, t))
    parts.append(cost_of(driver, section, t) if driver.is_proven else Html())
    return Html("\n".join(part for part in parts if part))


def _share(text_id: str, share: Score | None, t: Translator) -> Html:
    if share is None:
        return Html()
    interval = between(share.interval, PERCENT_PLACES, t.language) if share.interval else Html()
    return t(text_id, value=number(share.value, PERCENT_PLACES, t.language), interval=interval)


def _main_name(section: Section, t: Translator) -> Html:
    return t(f"metric.{section.main.metric}") if section.main else Html()
