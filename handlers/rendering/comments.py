"""Comments as screens: a page of them, one whole, and what they may be narrowed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Final

from handlers.coordinator.comment_buttons import (
    Aspect,
    CommentButton,
    CommentFilterButton,
    CommentMenuButton,
    CommentsButton,
    HidingAct,
    HidingButton,
    Menu,
    period_value,
)
from handlers.coordinator.dates_buttons import DatesButton, Use
from handlers.limits import LONGEST_MESSAGE, utf16_length
from handlers.rendering.dates import period_name
from handlers.rendering.pages import page_of
from handlers.rendering.summaries import heading, nothing_shown
from handlers.screens import Button, Rows, Screen, button
from handlers.texts import Html, Translator, html, lines
from storage.comments import Comment
from storage.documents.text import Text
from surveys import periods
from surveys.comments import VERDICTS, Asked, Point, Verdict
from surveys.periods import Kind, Period
from surveys.summary import Summary
from surveys.themes import Theme

# A page fits a message even if every comment is long; a longer one is cut and opens whole.
PAGE: Final = 5
LONGEST_EXCERPT: Final = 500
# What a whole comment leaves for the lines around it.
_ROOM: Final = LONGEST_MESSAGE - 500

Labels = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class CommentsPage:
    """A page of what was found, counted from 0; `found` is all of it, `responses` those that passed its filters."""

    view: int
    asked: Asked
    summary: Summary
    page: int
    comments: Sequence[Comment]
    found: int
    responses: int
    labels: Labels


def comments_screen(shown: CommentsPage, t: Translator) -> Screen:
    """Numbered comments, each with the service point it is told of."""
    start = shown.page * PAGE
    listed = [_excerpt(number, comment, t) for number, comment in enumerate(shown.comments, start=start + 1)]
    facts = t.n("comments.found", shown.found, responses=shown.responses) if listed else _nothing(shown, t)
    filters = _filters(shown.asked, shown.labels, t)
    text = lines(heading(shown.summary, t), Html("\n".join([*filters, facts])), *listed)
    return Screen(text, [*_numbers(shown), *_arrows(shown, t), *_menus(shown, t)])


def comment_screen(view: int, page: int, comment: Comment, t: Translator, *, may_show: bool) -> Screen:
    """A comment, whole, and the reasons for which it may be hidden."""
    text = lines(_where(comment, t), html(_cut(comment.text, _ROOM)), _hidden_because(comment, t), _ask(comment, t))
    back = [button(t("button.back"), CommentsButton(view=view, page=page).pack())]
    if comment.reason is not None:
        rows = [[_hiding(view, comment, HidingAct.SHOW, t)]] if may_show else []
        return Screen(text, [*rows, back])
    acts = [HidingAct.PERSONAL, HidingAct.INSULT, HidingAct.UNRELATED, HidingAct.OTHER]
    return Screen(text, [*([_hiding(view, comment, act, t)] for act in acts), back])


def verdicts_screen(view: int, verdicts: Mapping[Verdict, int], t: Translator) -> Screen:
    """After good and after bad scores, as far as enough answers stand behind."""
    rows = [
        [_filter(view, Aspect.VERDICT, each, t.n(f"comments.after_{each}", verdicts[each]))]
        for each in VERDICTS
        if each in verdicts
    ]
    return _menu(view, t("comments.ask_verdict"), rows, _filter(view, Aspect.VERDICT, "", t("button.all_verdicts")), t)


def drivers_screen(view: int, drivers: Mapping[str, int], labels: Labels, t: Translator) -> Screen:
    """By reason, the most frequent first."""
    rows = [[_filter(view, Aspect.DRIVER, code, f"{_label(code, labels, t)} · {n}")] for code, n in drivers.items()]
    return _menu(view, t("comments.ask_driver"), rows, _filter(view, Aspect.DRIVER, "", t("button.all_drivers")), t)


def points_screen(view: int, points: Sequence[Point], page: int, t: Translator) -> Screen:
    """By service point."""

    def choice(point: Point) -> Button:
        channel = t(f"channel.{point.channel}")
        return _filter(view, Aspect.POINT, point.code, f"{point.service[t.language]} · {channel} · {point.responses}")

    def turn(to: int) -> str:
        return CommentMenuButton(view=view, menu=Menu.POINTS, page=to).pack()

    rows = page_of(points, page, choice, turn, t)
    return _menu(view, t("comments.ask_point"), rows, _filter(view, Aspect.POINT, "", t("button.all_points")), t)


def themes_screen(view: int, themes: Sequence[Theme], read: int, t: Translator) -> Screen:
    """Frequent words and phrases; each opens the comments that have it."""
    listed = Html("\n".join(t.n("comments.theme", each.comments, theme=each.label) for each in themes))
    rows = [
        [_filter(view, Aspect.SEARCH, each.label, each.label)]
        for each in themes
        if CommentFilterButton.fits(view, Aspect.SEARCH, each.label)
    ]
    text = lines(t.n("comments.themes", read), listed or t("comments.no_themes"))
    return _menu(view, text, rows, _filter(view, Aspect.SEARCH, "", t("button.all_words")), t)


def periods_screen(view: int, shown: Period, today: date, t: Translator) -> Screen:
    """This week, month and quarter, each with the one before, the one before what is shown, and days of one's own."""
    kinds: Sequence[Kind] = ("week", "month", "quarter")
    offered = [each for kind in kinds for each in (periods.of(kind, today), periods.of(kind, today).previous())]
    if shown.kind != "own" and (before := periods.before(shown)):
        offered = [before, *offered]
    rows = [
        [_filter(view, Aspect.PERIOD, period_value(each), unescape(period_name(each, t)))]
        for each in dict.fromkeys(offered)
    ]
    calendar = button(t("button.own_dates"), DatesButton.opening(Use.COMMENTS, shown, today, comments=view).pack())
    back = [button(t("button.back"), CommentsButton(view=view, page=0).pack())]
    return Screen(t("comments.ask_period"), [*rows, [calendar], back])


def _nothing(shown: CommentsPage, t: Translator) -> Html:
    """Why there is no comment: nobody wrote one, or too few answers stand behind it."""
    if shown.summary.sections:
        return t("comments.none", k=shown.summary.smallest_group)
    return nothing_shown(shown.summary, t)


def _menu(view: int, text: Html, rows: Rows, all_: Button, t: Translator) -> Screen:
    back = [button(t("button.back"), CommentsButton(view=view, page=0).pack())]
    return Screen(text, [*rows, [all_], back])


def _filters(asked: Asked, labels: Labels, t: Translator) -> list[Html]:
    return [
        *([t(f"comments.only_{asked.verdict}")] if asked.verdict else []),
        *([t("comments.only_driver", driver=_label(asked.driver, labels, t))] if asked.driver else []),
        *([t("comments.only_words", words=asked.search)] if asked.search else []),
        *([t("comments.only_hidden")] if asked.hidden else []),
    ]


def _excerpt(number: int, comment: Comment, t: Translator) -> Html:
    return Html(f"{number}. {html(_cut(comment.text, LONGEST_EXCERPT))}\n<i>{_where(comment, t)}</i>")


def _where(comment: Comment, t: Translator) -> Html:
    """As much of the place as may be told of this comment."""
    names = [each[t.language] for each in (comment.service, comment.unit_name) if each is not None]
    return html(" · ".join(names)) if names else t("comments.somewhere")


def _cut(text: str, limit: int) -> str:
    """The beginning of a text in as many UTF-16 units, as Telegram counts."""
    if utf16_length(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore")
    return f"{kept.rstrip()}…"


def _hidden_because(comment: Comment, t: Translator) -> Html:
    if comment.reason is None:
        return Html()
    return t("comments.hidden_because", reason=t(f"comments.reason_{comment.reason}"))


def _ask(comment: Comment, t: Translator) -> Html:
    return t("comments.ask_hide") if comment.reason is None else Html()


def _hiding(view: int, comment: Comment, act: HidingAct, t: Translator) -> Button:
    data = HidingButton(view=view, response=comment.response_id, question=comment.question, act=act)
    return button(t(f"button.hide_{act.name.lower()}"), data.pack())


def _filter(view: int, aspect: Aspect, value: str, label: str) -> Button:
    return button(label, CommentFilterButton(view=view, aspect=aspect, value=value).pack())


def _numbers(shown: CommentsPage) -> Rows:
    row = [
        button(
            str(number),
            CommentButton(
                view=shown.view, page=shown.page, response=comment.response_id, question=comment.question
            ).pack(),
        )
        for number, comment in enumerate(shown.comments, start=shown.page * PAGE + 1)
    ]
    return [row] if row else []


def _arrows(shown: CommentsPage, t: Translator) -> Rows:
    row = []
    if shown.page > 0:
        row.append(button(t("button.page_before"), CommentsButton(view=shown.view, page=shown.page - 1).pack()))
    if (shown.page + 1) * PAGE < shown.found:
        row.append(button(t("button.page_after"), CommentsButton(view=shown.view, page=shown.page + 1).pack()))
    return [row] if row else []


def _menus(shown: CommentsPage, t: Translator) -> Rows:
    def menu(which: Menu) -> Button:
        label = t(f"button.comments_{which.name.lower()}")
        return button(label, CommentMenuButton(view=shown.view, menu=which).pack())

    if shown.asked.hidden:
        return [[_filter(shown.view, Aspect.HIDDEN, "", t("button.comments_shown"))]]
    return [
        [menu(Menu.VERDICTS), menu(Menu.DRIVERS)],
        [menu(Menu.POINTS), menu(Menu.PERIODS)],
        [menu(Menu.THEMES)],
        [_filter(shown.view, Aspect.HIDDEN, "1", t("button.comments_hidden"))],
    ]


def _label(code: str, labels: Labels, t: Translator) -> str:
    return labels[code].in_(t.language) if code in labels else code
