"""/export as screens: what a file would hold, and the choice of another place."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from handlers.coordinator.dates_buttons import DatesButton, Use
from handlers.coordinator.export_buttons import ExportAct, ExportButton, ExportPlaces, Ids
from handlers.rendering.dates import period_name
from handlers.rendering.pages import page_of
from handlers.screens import Button, Rows, Screen, button
from handlers.texts import Html, Translator, bold, html, lines
from storage.counts import BySurvey
from storage.organisation import Touchpoint, UnitOf
from surveys import periods
from surveys.periods import Kind, Period
from surveys.slices import Place, Slice

FORMATS: Final = (ExportAct.XLSX, ExportAct.CSV, ExportAct.PDF)
CALENDAR: Final[Sequence[Kind]] = ("week", "month", "quarter")
MOST_FOUND: Final = 20


def export_screen(
    asked: Slice, place: Place, ids: Ids, surveys: Sequence[BySurvey], today: date, t: Translator
) -> Screen:
    """What a file would hold; the formats, other periods, another place."""
    head = Html(f"{bold(place_title(asked, place, t))}\n{period_name(asked.period, t)}")
    chosen = [each for each in surveys if asked.survey in (None, each.survey)]
    held = Html("\n".join(t.n("export.holds", each.responses, survey=each.name[t.language]) for each in chosen))
    text = lines(head, held or t("export.nothing"), t("export.note") if chosen else "")
    formats = [button(t(f"button.as_{act.name.lower()}"), _data(act, asked.period, ids)) for act in FORMATS]
    rows = [formats] if chosen else []
    where = [button(t("button.another_place"), ExportPlaces(unit=0, page=0).pack())]
    return Screen(text, [*rows, *_periods(asked.period, ids, today, t), where])


def export_units_screen(units: Sequence[UnitOf], at: ExportPlaces, month: Period, t: Translator) -> Screen:
    """All that the person may see, or one of these units."""

    def choice(unit: UnitOf) -> Button:
        return button(unit.name[t.language], ExportPlaces(unit=unit.id, page=0).pack())

    def turn(to: int) -> str:
        return ExportPlaces(unit=0, page=to).pack()

    all_ = [button(t("export.all_places"), _data(ExportAct.SHOW, month, (0, 0, 0)))]
    return Screen(t("export.ask_place"), [all_, *page_of(units, at.page, choice, turn, t)])


def export_unit_screen(points: Sequence[Touchpoint], at: ExportPlaces, month: Period, t: Translator) -> Screen:
    """The whole unit, or one of its service points."""

    def turn(to: int) -> str:
        return ExportPlaces(unit=at.unit, page=to).pack()

    whole = [button(t("changes.whole_unit"), _data(ExportAct.SHOW, month, (at.unit, 0, 0)))]
    rows = page_of(points, at.page, lambda point: _point(point, month, t), turn, t)
    back = [button(t("button.back"), ExportPlaces(unit=0, page=0).pack())]
    return Screen(t("export.ask_place"), [whole, *rows, back])


def found_screen(points: Sequence[Touchpoint], period: Period, t: Translator) -> Screen:
    """The service points that words may have meant."""
    return Screen(t("choose.found"), [[_point(point, period, t)] for point in points[:MOST_FOUND]])


def place_title(asked: Slice, place: Place, t: Translator) -> Html:
    """A service point with its unit, a unit, or all that the person may see."""
    if place.touchpoint is not None:
        return html(f"{place.touchpoint.service[t.language]} · {place.touchpoint.unit_name[t.language]}")
    if place.unit is not None:
        return html(place.unit.name[t.language])
    return t("summary.organisation" if asked.units is None else "summary.own_units")


def _point(point: Touchpoint, period: Period, t: Translator) -> Button:
    label = f"{point.service[t.language]} · {point.unit_name[t.language]} · {t(f'channel.{point.channel}')}"
    return button(label, _data(ExportAct.SHOW, period, (0, point.id, 0)))


def _periods(period: Period, ids: Ids, today: date, t: Translator) -> Rows:
    near = {"before": periods.before(period), "after": periods.after(period, today)}
    found = {kind: periods.of(kind, min(period.last, today)) for kind in CALENDAR if kind != period.kind}
    unit, point, survey = ids
    calendar = DatesButton.opening(Use.EXPORT, period, today, unit=unit, point=point, survey=survey)
    rows = [
        [
            button(t(f"button.period_{where}", period=period_name(each, t)), _data(ExportAct.SHOW, each, ids))
            for where, each in near.items()
            if each
        ],
        [
            *(
                button(t(f"button.period_{kind}"), _data(ExportAct.SHOW, each, ids))
                for kind, each in found.items()
                if periods.is_in_calendar(each)
            ),
            button(t("button.own_dates"), calendar.pack()),
        ],
    ]
    return [row for row in rows if row]


def _data(act: ExportAct, period: Period, ids: Ids) -> str:
    return ExportButton.of(act, period, ids).pack()
