"""A unit's staff as screens: names by state, numbers only of groups that are large enough, no ranking."""

from collections.abc import Sequence

from handlers.coordinator.staff_buttons import HealthButton, TeamButton
from handlers.rendering.numbers import between, number
from handlers.rendering.pages import PAGE
from handlers.screens import Button, Screen, button
from handlers.texts import Html, Translator, bold, lines
from lessons.catalog_files import Catalog
from lessons.team import Practised, Recall, Team
from storage.organisation import UnitOf
from surveys.intervals import Interval, wilson

# Characters of names in each of the three states; more would push the rest off the screen.
NAMES_SHOWN = 800


def team_screen(unit: UnitOf, team: Team, catalog: Catalog, page: int, t: Translator) -> Screen:
    """The names on page 0; on the others what is remembered and tried, in the glossary's order."""
    codes = [code for code in catalog.lessons if code in {*_recall(team), *_practised(team)}]
    last = -(-len(codes) // PAGE)
    page = min(page, last)
    title = bold(t("team.title", unit=unit.name[t.language]))
    body = _people(team, t) if page == 0 else _numbers(codes[(page - 1) * PAGE : page * PAGE], team, catalog, t)
    arrows = _arrows(unit.id, page, last, t)
    health = [button(t("staff_button.item_health"), HealthButton(page=0).pack())]
    return Screen(lines(title, *body), [arrows, health] if arrows else [health])


def _people(team: Team, t: Translator) -> list[Html]:
    if team.started == 0:
        return [t("team.nobody")]
    states = [
        _names("team.on_course", team.on_course, t),
        _names("team.paused", team.paused, t),
        _names("team.finished", team.finished, t),
    ]
    hidden = t("team.hidden", n=team.hidden, k=team.smallest) if team.hidden else Html()
    return [Html("\n".join([t("team.started", n=team.started), *filter(None, states)])), hidden, t("team.note")]


def _names(text_id: str, names: Sequence[str], t: Translator) -> Html:
    if not names:
        return Html()
    shown = ", ".join(names)
    if len(shown) > NAMES_SHOWN:
        shown = shown[:NAMES_SHOWN].rpartition(", ")[0] + " …"
    return t(text_id, n=len(names), names=shown)


def _numbers(codes: Sequence[str], team: Team, catalog: Catalog, t: Translator) -> list[Html]:
    recall, practised = _recall(team), _practised(team)
    return [
        Html(
            "\n".join(
                [
                    bold(catalog.lessons[code].in_(t.language).title),
                    *([_remembered(recall[code], t)] if code in recall else []),
                    *([t.n("team.practised", practised[code].people)] if code in practised else []),
                ]
            )
        )
        for code in codes
    ] + [t("team.note_numbers", k=team.smallest)]


def _remembered(recall: Recall, t: Translator) -> Html:
    interval = wilson(recall.right, recall.n)
    value = number(100 * recall.right / recall.n, 0, t.language)
    bounds = between(Interval(100 * interval.low, 100 * interval.high), 0, t.language)
    return t("team.recall", value=value, interval=bounds, n=recall.n)


def _recall(team: Team) -> dict[str, Recall]:
    return {each.lesson: each for each in team.recall}


def _practised(team: Team) -> dict[str, Practised]:
    return {each.lesson: each for each in team.practised}


def _arrows(unit_id: int, page: int, last: int, t: Translator) -> list[Button]:
    arrows = []
    if page > 0:
        arrows.append(button(t("button.page_before"), TeamButton(unit=unit_id, page=page - 1).pack()))
    if page < last:
        label = t("button.page_after") if page else t("staff_button.numbers_by_lesson")
        arrows.append(button(label, TeamButton(unit=unit_id, page=page + 1).pack()))
    return arrows
