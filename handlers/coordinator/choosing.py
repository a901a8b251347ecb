"""Choosing what a summary is of: everything, a unit, a service point. Only what the coordinator may see is offered."""

from collections.abc import Sequence

from handlers.citizen.choosing import MOST_FOUND, NAMES_BUTTON
from handlers.coordinator.buttons import UnitPage, UnitsPage
from handlers.coordinator.summary_keyboard import slice_button
from handlers.rendering.pages import page_of
from handlers.screens import Button, Screen, button
from handlers.texts import Translator, cut
from storage.organisation import Touchpoint, UnitOf
from surveys.periods import Period


def units_screen(units: Sequence[UnitOf], page: int, period: Period, t: Translator) -> Screen:
    """A page of units below a button for all of them together."""

    def choice(unit: UnitOf) -> Button:
        return button(cut(unit.name[t.language], NAMES_BUTTON), UnitPage(unit=unit.id, page=0).pack())

    def turn(to: int) -> str:
        return UnitsPage(page=to).pack()

    if not units:
        return Screen(t("choose.nothing_yet"))
    everything = button(t("button.all_units"), slice_button(period).pack())
    return Screen(t("choose.unit_summary"), [[everything], *page_of(units, page, choice, turn, t)])


def unit_screen(points: Sequence[Touchpoint], at: UnitPage, period: Period, t: Translator) -> Screen:
    """A page of a unit's service points below a button for the whole unit."""

    def choice(point: Touchpoint) -> Button:
        return _point(point, point.service[t.language], period, t)

    def turn(to: int) -> str:
        return UnitPage(unit=at.unit, page=to).pack()

    whole = button(t("button.whole_unit"), slice_button(period, unit=at.unit).pack())
    back = button(t("button.back"), UnitsPage(page=0).pack())
    if not points:
        return Screen(t("choose.nothing_yet"), [[whole], [back]])
    text = t("choose.point_summary", unit=points[0].unit_name[t.language])
    return Screen(text, [[whole], *page_of(points, at.page, choice, turn, t), [back]])


def found_screen(points: Sequence[Touchpoint], period: Period, t: Translator) -> Screen:
    """The service points that the words may have meant."""
    rows = [
        [_point(point, f"{point.service[t.language]} · {point.unit_name[t.language]}", period, t)]
        for point in points[:MOST_FOUND]
    ]
    return Screen(t("choose.found" if len(points) <= MOST_FOUND else "choose.found_many"), rows)


def _point(point: Touchpoint, label: str, period: Period, t: Translator) -> Button:
    channel = t(f"channel.{point.channel}")
    return button(cut(f"{label} · {channel}", NAMES_BUTTON), slice_button(period, point=point.id).pack())
