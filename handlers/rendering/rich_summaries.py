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
    cost_of,
    heading,
    notes_of,
    nothing_shown,
    place_name,
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
        parts += _section(summary.sections[0], summary, t)
        parts.append(_paragraph(t("summary.note", k=summary.smallest_group)))
    if summary.notes:
        parts.append(_paragraph(notes_of(summary, t)))
    return SendRichMessage(
        chat_id=chat_id,
        rich_message=InputRichMessage(html="".join(parts)),
        reply_markup=InlineKeyboardMarkup.model_validate({"inline_keyboard": rows}) if rows else None,
    )


def _section(section: Section, summary: Summary, t: Translator) -> Sequence[str]:
    counted = [t.n("summary.complete", section.complete)]
    if section.partial:
        counted.append(t.n("summary.partial", section.partial))
    scored = [each for each in section.questions if each.score is not None]
    hidden = [each for each in section.questions if each.score is None]
    costs = [cost_of(each, section, t) for each in section.drivers if each.is_proven]
    return [
        _paragraph(Html(" · ".join(counted))),
        _table([_header(t), *(_row(each, t) for each in scored)]),
        *(_table(_distribution(each, t)) for each in scored),
        *(
            _paragraph(Html(f"{t(f'metric.{each.question.metric}')}: {t('summary.too_few', k=summary.smallest_group)}"))
            for each in hidden
        ),
        *([f"<h4>{t('summary.costs')}</h4>", *(_paragraph(each) for each in costs)] if costs else []),
    ]


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


def _paragraph(text: Html) -> str:
    return f"<p>{text}</p>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return f"<table>{lines}</table>"
