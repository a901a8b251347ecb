"""The buttons under a summary: deeper, another period, another survey."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from handlers.coordinator.buttons import LETTERS, SliceButton, View, as_number
from handlers.coordinator.comment_buttons import CommentsOfButton
from handlers.coordinator.dates_buttons import DatesButton, Use
from handlers.rendering.dates import period_name
from handlers.screens import Button, Rows, button
from handlers.texts import Translator
from surveys import periods
from surveys.periods import Kind, Period
from surveys.summary import Summary

CALENDAR: Final[Sequence[Kind]] = ("week", "month", "quarter")


def slice_button(
    period: Period, *, unit: int = 0, point: int = 0, survey: int = 0, view: View = View.OVERVIEW
) -> SliceButton:
    """What a button for a slice carries; 0 stands for none."""
    return SliceButton(
        view=view,
        unit=unit,
        point=point,
        survey=survey,
        kind=LETTERS[period.kind],
        first=as_number(period.first),
        end=as_number(period.end),
    )


def keyboard(summary: Summary, view: View, today: date, t: Translator) -> Rows:
    """Rows of buttons; what would lead nowhere is left out."""
    rows = [
        _views(summary, view, t),
        _comments(summary, t),
        _neighbours(summary, view, today, t),
        _kinds(summary, view, today, t),
    ]
    return [row for row in (*rows, *_surveys(summary, view, t)) if row]


def _views(summary: Summary, view: View, t: Translator) -> Sequence[Button]:
    """The other views; a service point has no points below it, a unit no units."""
    if not summary.sections:
        return ()
    hidden = {view}
    if summary.place.unit or summary.place.touchpoint:
        hidden.add(View.UNITS)
    if summary.place.touchpoint:
        hidden.add(View.POINTS)
    if not summary.sections[0].drivers:
        hidden.add(View.DRIVERS)
    period = summary.asked.period
    return [
        button(t(f"button.view_{each.name.lower()}"), _data(summary, each, period))
        for each in View
        if each not in hidden
    ]


def _comments(summary: Summary, t: Translator) -> Sequence[Button]:
    """What people wrote beside the scores."""
    if not summary.sections:
        return ()
    slice_ = _slice(summary, View.OVERVIEW, summary.asked.period)
    return [button(t("button.comments_of"), CommentsOfButton(**slice_.model_dump()).pack())]


def _neighbours(summary: Summary, view: View, today: date, t: Translator) -> Sequence[Button]:
    """The period before, unless no calendar has it, and the one after, unless it has not begun."""
    period = summary.asked.period
    near = {"before": periods.before(period), "after": periods.after(period, today)}
    return [
        button(t(f"button.period_{where}", period=period_name(each, t)), _data(summary, view, each))
        for where, each in near.items()
        if each
    ]


def _kinds(summary: Summary, view: View, today: date, t: Translator) -> Sequence[Button]:
    """The week, the month and the quarter that the shown period ends in, and days of one's own."""
    period = summary.asked.period
    found = {kind: periods.of(kind, min(period.last, today)) for kind in CALENDAR if kind != period.kind}
    kinds = [
        button(t(f"button.period_{kind}"), _data(summary, view, each))
        for kind, each in found.items()
        if periods.is_in_calendar(each)
    ]
    calendar = DatesButton.opening(Use.SUMMARY, period, today, view=view, **_ids(summary))
    return [*kinds, button(t("button.own_dates"), calendar.pack())]


def _surveys(summary: Summary, view: View, t: Translator) -> Rows:
    ids, period = _ids(summary), summary.asked.period
    return [
        [
            button(
                t("button.survey", survey=each.name[t.language], n=each.responses),
                slice_button(period, **ids | {"survey": each.version_id}, view=view).pack(),
            )
        ]
        for each in summary.surveys
        if each.survey != summary.asked.survey
    ]


def _data(summary: Summary, view: View, period: Period) -> str:
    return _slice(summary, view, period).pack()


def _slice(summary: Summary, view: View, period: Period) -> SliceButton:
    return slice_button(period, **_ids(summary), view=view)


def _ids(summary: Summary) -> dict[str, int]:
    """The shown unit, service point and survey version as a button carries them."""
    place = summary.place
    return {
        "unit": place.unit.id if place.unit else 0,
        "point": place.touchpoint.id if place.touchpoint else 0,
        "survey": summary.sections[0].version_id if summary.sections else 0,
    }
