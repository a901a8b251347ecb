"""The check questions, for those who write lessons: right on the first try, what else was chosen, what fails."""

from collections.abc import Sequence

from handlers.coordinator.staff_buttons import HealthButton
from handlers.rendering.numbers import number
from handlers.rendering.pages import PAGE
from handlers.screens import Screen, button
from handlers.texts import Html, Translator, bold, lines
from lessons.catalog_files import Catalog
from lessons.item_health import FAILING, HEALTHY, ItemHealth


def health_screen(items: Sequence[ItemHealth], catalog: Catalog, page: int, t: Translator) -> Screen:
    """A page of questions; those that need an author come first."""
    ordered = sorted(items, key=lambda item: (item.is_healthy, item.n is None))
    last = max(0, (len(ordered) - 1) // PAGE)
    page = min(page, last)
    shown = ordered[page * PAGE : (page + 1) * PAGE]
    low, high = (number(100 * bound, 0, t.language) for bound in HEALTHY)
    note = t("health.note", low=low, high=high, failing=number(100 * FAILING, 0, t.language))
    row = []
    if page > 0:
        row.append(button(t("button.page_before"), HealthButton(page=page - 1).pack()))
    if page < last:
        row.append(button(t("button.page_after"), HealthButton(page=page + 1).pack()))
    return Screen(lines(t("health.title"), *(_item(each, catalog, t) for each in shown), note), [row] if row else ())


def _item(item: ItemHealth, catalog: Catalog, t: Translator) -> Html:
    title = bold(catalog.lessons[item.lesson].in_(t.language).title)
    parts = [f"{'' if item.is_healthy else '⚠ '}{title}"]
    if item.n is None or item.right is None or item.chosen is None:
        parts.append(t("health.too_few"))
    else:
        shares = " · ".join(
            f"{place}: {number(100 * count / item.n, 0, t.language)} %"
            for place, count in enumerate(item.chosen[:-1], 1)
        )
        unsure = number(100 * item.chosen[-1] / item.n, 0, t.language)
        right = number(100 * item.right, 0, t.language)
        parts.append(t("health.line", right=right, n=item.n, shares=shares, unsure=unsure))
    if item.keeps_failing:
        parts.append(t("health.failing"))
    if item.useful is not None:
        parts.append(t("health.useful", useful=number(100 * item.useful, 0, t.language)))
    return Html("\n".join(parts))
