"""A change as citizens read it, and as a coordinator works on it."""

from collections.abc import Sequence
from datetime import date

from aiogram.enums import ButtonStyle

from handlers.acquaintance import LANGUAGES
from handlers.coordinator.change_buttons import (
    NONE,
    ChangeAct,
    ChangeButton,
    ChangeMonthButton,
    ChangesButton,
    ChangeScoreButton,
    ChangeTextButton,
    act_button,
)
from handlers.rendering.dates import days, period_name
from handlers.rendering.numbers import number
from handlers.screens import Button, Rows, Screen, button
from handlers.texts import Html, Translator, bold, html, lines
from storage.changes import Change
from surveys.change_scores import Choice, Told
from surveys.periods import month_of

PLACES = 1
MONTHS_IN_ROW = 3


def change_text(change: Change, told: Told | None, t: Translator) -> Html:
    """Where and when, the text, and the score before and after where it may be shown."""
    head = bold(place_name(change, t))
    if change.published_on:
        head = Html(f"{head}\n{days(change.published_on, change.published_on, t.language)}")
    return lines(head, _text(change, t), _told(told, t) if told else "")


def place_name(change: Change, t: Translator) -> str:
    """The service point, the unit, or the whole organisation, as plain text."""
    names = [each[t.language] for each in (change.service, change.unit_name) if each is not None]
    return " · ".join(names) if names else t("changes.everywhere")


def managed_screen(change: Change, told: Told | None, t: Translator) -> Screen:
    """The preview, which is what citizens read, and what can be done."""
    text = lines(
        t(f"changes.is_{change.state}"),
        change_text(change, told, t),
        *(t("changes.missing", language=t(f"changes.in_{each}")) for each in LANGUAGES if each not in change.texts),
        t("changes.changed_in", month=month_name(change.changed_in, t)),
        t("changes.no_score_yet") if change.question and told is None else "",
    )
    return Screen(text, [*_acts(change, t), [button(t("button.back"), ChangesButton(page=0).pack())]])


def months_screen(change: Change, months: Sequence[date], t: Translator) -> Screen:
    """The months on offer, by their first days, the newest first."""
    buttons = [
        button(month_name(each, t), ChangeMonthButton(change=change.id, year=each.year, month=each.month).pack())
        for each in months
    ]
    rows = [buttons[start : start + MONTHS_IN_ROW] for start in range(0, len(buttons), MONTHS_IN_ROW)]
    return Screen(t("changes.ask_month"), [*rows, _back(change, t)])


def scores_screen(change: Change, choices: Sequence[Choice], t: Translator) -> Screen:
    """The scores on offer, and none."""
    rows = [
        [
            button(
                f"{choice.survey_name.in_(t.language)} · {t(f'metric.{choice.metric}')}",
                ChangeScoreButton(change=change.id, version=choice.version_id, question=choice.question).pack(),
            )
        ]
        for choice in choices
    ]
    none = [button(t("button.no_score"), ChangeScoreButton(change=change.id, version=NONE, question="").pack())]
    return Screen(t("changes.ask_score"), [*rows, none, _back(change, t)])


def month_name(first: date, t: Translator) -> Html:
    """The month that begins with a day."""
    return period_name(month_of(first), t)


def _text(change: Change, t: Translator) -> Html:
    written = change.texts.get(t.language)
    if written is not None:
        return html(written)
    # What there is, said to be in another language, rather than nothing.
    other = next((language for language in LANGUAGES if language in change.texts), None)
    if other is None:
        return t("changes.no_text")
    return lines(t("changes.only_in", language=t(f"changes.in_{other}")), html(change.texts[other]))


def _told(told: Told, t: Translator) -> Html:
    values = {
        "metric": t(f"metric.{told.choice.metric}"),
        "before": number(told.before.value, PLACES, t.language),
        "after": number(told.after.value, PLACES, t.language),
        "n_before": told.before.n,
        "n_after": told.after.n,
        "months_before": _span(told.months_before, t),
        "months_after": _span(told.months_after, t),
    }
    unit = "points" if told.choice.metric == "loyalty" else "share"
    proven = t("changes.proven" if told.is_proven else "changes.not_proven")
    return Html(f"{t(f'changes.score_{unit}', **values)}\n{proven}")


def _span(months: Sequence[date], t: Translator) -> Html:
    first, last = month_name(months[0], t), month_name(months[-1], t)
    return first if first == last else Html(f"{first} – {last}")


def _acts(change: Change, t: Translator) -> Rows:
    if change.state == "published":
        return [[act_button(t("button.withdraw_change"), change.id, ChangeAct.WITHDRAW)]]
    texts = [
        button(t(f"button.write_{language}"), ChangeTextButton(change=change.id, language=language).pack())
        for language in LANGUAGES
    ]
    facts = [
        act_button(t("button.change_month"), change.id, ChangeAct.MONTH),
        act_button(t("button.change_score"), change.id, ChangeAct.SCORE),
    ]
    publish = ChangeButton(change=change.id, act=ChangeAct.PUBLISH).pack()
    remove = ChangeButton(change=change.id, act=ChangeAct.REMOVE).pack()
    ends = [button(t("button.publish"), publish, ButtonStyle.PRIMARY)] if change.texts else []
    return [texts, facts, [*ends, button(t("button.remove_change"), remove, ButtonStyle.DANGER)]]


def _back(change: Change, t: Translator) -> Sequence[Button]:
    return [act_button(t("button.back"), change.id, ChangeAct.OPEN)]
