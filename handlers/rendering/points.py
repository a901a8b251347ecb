"""A service point as coordinators see it: its link, its invitations, its integrity note."""

from aiogram.enums import ButtonStyle

from handlers.coordinator.points_buttons import (
    AddButton,
    ListButton,
    PointAct,
    PointButton,
    Print,
    PrintButton,
)
from handlers.rendering.dates import month_names
from handlers.rendering.numbers import between, number
from handlers.screens import Button, Rows, Screen, button, copy_button
from handlers.texts import Html, Translator, bold, lines
from surveys.integrity import IntegrityNote
from surveys.ledger import ShownLedger
from surveys.points import Card

STATES = ("waiting", "undelivered")
REASONS = ("cooldown", "opt_out", "quiet", "quota", "precise", "sampled_out", "priority", "closed", "too_late")
MARKS = ("repeated", "burst", "uniform", "hasty")


def card_screen(card: Card, bot_name: str, t: Translator) -> Screen:
    """The card with its buttons."""
    point, link = card.point, point_link(card.point.code, bot_name)
    title = t(
        "points.title",
        service=point.service[t.language],
        unit=point.unit_name[t.language],
        channel=t(f"channel.{point.channel}"),
    )
    state = t("points.closed" if point.closed else "points.open", survey=card.survey_name[t.language])
    kept = t("points.kept_in_chat") if point.kept_in_chat else Html()
    facts = (Html("\n".join(filter(None, (state, kept)))), t("points.link", link=link))
    text = lines(bold(title), *facts, _response(card, t), _ledger(card.ledger, t), _integrity(card.integrity, t))
    return Screen(text, _rows(card, link, t))


def point_link(code: str, bot_name: str) -> str:
    """The start link of a service point."""
    return f"https://t.me/{bot_name}?start=p_{code}"


def _response(card: Card, t: Translator) -> Html:
    if card.response is None:
        return t("ledger.no_rate", k=card.smallest_group)
    rate = card.response.score
    interval = between(rate.interval, 1, t.language) if rate.interval else Html()
    value = Html(f"{number(rate.value, 1, t.language)} % {interval}")
    return t("ledger.title", months=month_names(card.response.months, t), delivered=rate.n, rate=value)


def _ledger(ledger: ShownLedger, t: Translator) -> Html:
    """Below the smallest group no number is said: a coordinator may know the few."""
    if not ledger.total:
        return t("ledger.none")
    states = [t(f"ledger.{state}", n=_shown(ledger.states[state], t)) for state in STATES if state in ledger.states]
    reasons = [
        t(f"ledger.reason_{each}", n=_shown(ledger.reasons[each], t)) for each in REASONS if each in ledger.reasons
    ]
    not_reached = t("ledger.not_reached", states=Html(", ".join(states))) if states else Html()
    not_asked = t("ledger.not_asked", reasons=Html(", ".join(reasons))) if reasons else Html()
    return Html("\n".join(filter(None, (not_reached, not_asked))))


def _shown(count: int | None, t: Translator) -> Html:
    return t("ledger.hidden") if count is None else Html(number(count, 0, t.language))


def _integrity(note: IntegrityNote, t: Translator) -> Html:
    marks = [t(f"integrity.{mark}", n=_count(note.marks[mark], note)) for mark in MARKS if mark in note.marks]
    found = t("integrity.title", marks=Html(", ".join(marks))) if marks else Html()
    opinion = t("integrity.opinion") if "uniform" in note.marks else Html()
    excluded = t("integrity.excluded", n=_count(note.excluded, note)) if note.excluded != 0 else Html()
    return Html("\n".join(filter(None, (found, opinion, excluded))))


def _count(count: int | None, note: IntegrityNote) -> Html:
    return Html(f"&lt;{note.smallest_group}" if count is None else str(count))


def _rows(card: Card, link: str, t: Translator) -> Rows:
    point = card.point
    closing = (PointAct.OPEN, "button.open_point") if point.closed else (PointAct.CLOSE, "button.close_point")
    another = button(t("button.another_channel"), AddButton(unit=point.unit_id, point=point.id, channel="").pack())
    excluding = [
        *([_act(card, PointAct.EXCLUDE, t("button.exclude"))] if card.integrity.may_exclude else []),
        *([_act(card, PointAct.INCLUDE, t("button.include"))] if card.integrity.excluded != 0 else []),
    ]
    rows = [
        [copy_button(t("button.copy_link"), link), _print(card, Print.PICTURE, t("button.qr"))],
        [
            _print(card, Print.A4, t("button.poster", size="A4")),
            _print(card, Print.A5, t("button.poster", size="A5")),
        ],
        [_act(card, PointAct.RENAME, t("button.rename")), another],
        excluding,
        [_act(card, closing[0], t(closing[1]), None if point.closed else ButtonStyle.DANGER)],
        [button(t("button.back"), ListButton(unit=point.unit_id, page=0).pack())],
    ]
    return [row for row in rows if row]


def _act(card: Card, act: PointAct, label: str, style: ButtonStyle | None = None) -> Button:
    return button(label, PointButton(point=card.point.id, act=act).pack(), style)


def _print(card: Card, what: Print, label: str) -> Button:
    return button(label, PrintButton(point=card.point.id, what=what).pack())
