"""A slice on paper: what /summary says of every survey in it, as tables and pictures."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final

from handlers.rendering.dates import period_name
from handlers.rendering.numbers import between, number
from handlers.rendering.summaries import (
    MEAN_PLACES,
    PERCENT_PLACES,
    cautions_of,
    cost_of,
    counts_of,
    distribution,
    notes_of,
    nothing_shown,
    place_name,
)
from handlers.texts import Translator
from surveys.exports.report import Block, Heading, Paragraph, Picture, Report, Table
from surveys.metrics import headline
from surveys.scores import Score, TopBox
from surveys.summary import QuestionSummary, Section, Summary

_TAG: Final = re.compile(r"<[^>]+>")


def report_of(summaries: Sequence[Summary], pictures: Sequence[Picture | None], t: Translator) -> Report:
    """The report of a slice; `pictures` are those of the surveys, in their order."""
    first = summaries[0]
    title = f"{plain(place_name(first, t))}, {plain(period_name(first.asked.period, t))}"
    blocks: list[Block] = [Paragraph(t("report.zone", zone=first.zone), is_small=True)]
    for summary, picture in zip(summaries, pictures, strict=True):
        for section in summary.sections:
            blocks += _section(summary, section, t)
        blocks += [] if summary.sections else [Paragraph(plain(nothing_shown(summary, t)))]
        blocks += [Paragraph(plain(notes_of(summary, t)))] if summary.notes else []
        blocks += [picture] if picture else []
    blocks.append(Paragraph(plain(t("summary.note", k=first.smallest_group)), is_small=True))
    return Report(title, t.language, blocks)


def plain(text: str) -> str:
    """A text of a message without its markup."""
    return unescape(_TAG.sub("", text))


def _section(summary: Summary, section: Section, t: Translator) -> Iterator[Block]:
    name = section.survey.name.in_(t.language)
    many = len(summary.sections) > 1
    yield Heading(f"{name}, {t('summary.version', number=section.number)}" if many else name)
    yield Paragraph(plain(counts_of(section, summary, t)))
    yield Table(
        [t("report.question"), t("report.score"), t("report.interval"), t("report.mean"), t("report.answers")],
        [_row(question, summary, t) for question in section.questions],
    )
    for question in section.questions:
        told = [distribution(question, t), *cautions_of(question, t)] if question.score else []
        yield Paragraph("\n".join([f"{t(f'metric.{question.question.metric}')}:", *(plain(each) for each in told)]))
    costs = [cost_of(driver, section, t) for driver in section.drivers if driver.is_proven]
    if costs:
        yield Paragraph(plain("\n".join([t("summary.costs"), *costs])))


def _row(question: QuestionSummary, summary: Summary, t: Translator) -> list[str]:
    name = plain(t(f"metric.{question.question.metric}"))
    if question.score is None:
        return [name, t("report.too_few", k=summary.smallest_group), "", "", ""]
    score = headline(question.score)
    mean = question.score.mean if isinstance(question.score, TopBox) else None
    return [
        name,
        _value(question, score, t),
        _interval(score, t),
        number(mean.value, MEAN_PLACES, t.language) if mean else "",
        number(score.n, 0, t.language),
    ]


def _value(question: QuestionSummary, score: Score, t: Translator) -> str:
    """Shares in percent; loyalty in points, which are none."""
    value = number(score.value, PERCENT_PLACES, t.language)
    return value if question.question.metric == "loyalty" else f"{value}\N{NO-BREAK SPACE}%"


def _interval(score: Score, t: Translator) -> str:
    return between(score.interval, PERCENT_PLACES, t.language) if score.interval else ""
