"""A summary as a rich message: the scores in a real table.

https://core.telegram.org/bots/api#rich-message-formatting-options
"""

from collections.abc import Sequence
from typing import Final

from aiogram.methods import SendRichMessage
from aiogram.types import InlineKeyboardMarkup, InputRichMessage

from handlers.rendering.numbers import between, number, signed
from handlers.rendering.summaries import (
    PERCENT_PLACES,
    answer_names,
    cautions_of,
    costs_of,
    counts_of,
    heading,
    notes_of,
    nothing_shown,
    older_of,
    place_name,
    value_lines,
)
from handlers.screens import Rows
from handlers.texts import Html, Translator, html
from surveys import scores
from surveys.metrics import headline
from surveys.summary import QuestionSummary, Section, Summary

COLUMNS: Final = ("metric", "score", "interval", "answers", "change")


def rich_summary(summary: Summary, rows: Rows, chat_id: int, t: Translator) -> SendRichMessage:
    """The overview with its buttons."""
    parts = [f"<h3>{place_name(summary, t)}</h3>", _paragraph(_when(summary, t))]
    if not summary.sections:
        parts.append(_paragraph(nothing_shown(summary, t)))
    else:
        newest, *older = summary.sections
        parts += _section(newest, summary, t)
        parts += [part for section in older for part in _paragraphs(older_of(section, t))]
    parts += _paragraphs(notes_of(summary, t))
    if summary.sections:
        parts.append(_paragraph(t("summary.note", k=summary.smallest_group)))
    return SendRichMessage(
        chat_id=chat_id,
        rich_message=InputRichMessage(html="".join(parts)),
        reply_markup=InlineKeyboardMarkup.model_validate({"inline_keyboard": rows}) if rows else None,
    )


def _section(section: Section, summary: Summary, t: Translator) -> Sequence[str]:
    scored = [each for each in section.questions if each.score is not None]
    return [
        *_paragraphs(counts_of(section, summary, t)),
        _table([_header(t), *(_row(each, t) for each in scored)]),
        *(part for each in section.questions for part in _question(each, summary, t)),
        *_paragraphs(costs_of(section, t)),
    ]


def _question(question: QuestionSummary, summary: Summary, t: Translator) -> Sequence[str]:
    """What the row of the table leaves out."""
    name = f"<h4>{t(f'metric.{question.question.metric}')}</h4>"
    if question.score is None:
        return name, _paragraph(t("summary.too_few", k=summary.smallest_group))
    told = [*value_lines(question, t)[1:], *cautions_of(question, t)]
    return name, _table(_distribution(question, t)), *(_paragraph(each) for each in told)


def _when(summary: Summary, t: Translator) -> Html:
    """The lines of the heading below the place."""
    return Html(heading(summary, t).partition("\n")[2].replace("\n", " · "))


def _header(t: Translator) -> Sequence[str]:
    return [f"<th>{t(f'table.{column}')}</th>" for column in COLUMNS]


def _row(question: QuestionSummary, t: Translator) -> Sequence[str]:
    if question.score is None:
        return ()
    score = headline(question.score)
    cells = (
        t(f"metric.{question.question.metric}"),
        number(score.value, PERCENT_PLACES, t.language),
        between(score.interval, PERCENT_PLACES, t.language) if score.interval else "",
        number(score.n, 0, t.language),
        _change(question, t),
    )
    return [f"<td>{cell}</td>" for cell in cells]


def _change(question: QuestionSummary, t: Translator) -> str:
    if question.change is None:
        return ""
    moved = signed(question.change.difference.value, PERCENT_PLACES, t.language)
    return f"{moved}, {t('table.proven' if question.change.is_proven else 'table.not_proven')}"


def _distribution(question: QuestionSummary, t: Translator) -> Sequence[Sequence[str]]:
    shares = scores.shares(question.counts or {}, PERCENT_PLACES)
    names = answer_names(question.question, t.language)
    return [
        [f"<th>{html(names[code])}</th>" for code in shares],
        [f"<td>{number(share, PERCENT_PLACES, t.language)}</td>" for share in shares.values()],
    ]


def _paragraphs(text: Html) -> Sequence[str]:
    return [_paragraph(Html(line)) for line in text.splitlines()]


def _paragraph(text: Html) -> str:
    return f"<p>{text}</p>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return f"<table>{lines}</table>"
