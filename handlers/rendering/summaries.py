"""A summary as a screen."""

from handlers.rendering.numbers import between, number
from handlers.screens import Screen
from handlers.texts import Html, Translator, bold, lines
from surveys.scores import Score, TopBox
from surveys.summary import SMALLEST_GROUP, QuestionScore, Section, Summary

PERCENT_PLACES = 1
MEAN_PLACES = 2


def summary_screen(summary: Summary, t: Translator) -> Screen:
    """Title and sections; "no data" where nobody has answered, never a zero."""
    point = summary.touchpoint
    title = t(
        "summary.title",
        service=point.service[t.language],
        unit=point.unit_name[t.language],
        channel=t(f"channel.{point.channel}"),
    )
    many = len(summary.sections) > 1
    sections = [_section(section, t, named=many) for section in summary.sections]
    note = t("summary.note") if any(section.complete for section in summary.sections) else Html()
    return Screen(lines(bold(title), *(sections or [t("summary.no_data")]), note))


def _section(section: Section, t: Translator, *, named: bool) -> Html:
    head = [t("summary.version", number=section.version)] if named else []
    if section.complete is None:
        return Html("\n".join([*head, t("summary.too_few", k=SMALLEST_GROUP)]))
    head.append(t.n("summary.complete", section.complete))
    if section.partial is None:
        head.append(t("summary.partial_few", k=SMALLEST_GROUP))
    elif section.partial:
        head.append(t.n("summary.partial", section.partial))
    return lines(Html("\n".join(head)), *(_score(each, t) for each in section.scores))


def _score(scored: QuestionScore, t: Translator) -> Html:
    name = bold(t(f"metric.{scored.question.metric}"))
    if scored.score is None:
        return Html(f"{name}\n{t('summary.too_few', k=SMALLEST_GROUP)}")
    value = _top_box(scored.score, t) if isinstance(scored.score, TopBox) else _value(scored, scored.score, t)
    few = Html(f"\n{t('summary.few')}") if scored.is_from_few else Html()
    return Html(f"{name}\n{value}{few}")


def _top_box(score: TopBox, t: Translator) -> Html:
    share = _line("summary.share", score.share, PERCENT_PLACES, t)
    mean = _line("summary.mean", score.mean, MEAN_PLACES, t)
    return Html(f"{share}\n{mean}")


def _value(scored: QuestionScore, score: Score, t: Translator) -> Html:
    text_id = "summary.points" if scored.question.metric == "loyalty" else "summary.share"
    return _line(text_id, score, PERCENT_PLACES, t)


def _line(text_id: str, score: Score, places: int, t: Translator) -> Html:
    value = number(score.value, places, t.language)
    interval = between(score.interval, places, t.language) if score.interval else Html()
    return t(text_id, value=value, interval=interval, n=score.n)
