"""A summary as a text: what, when, how many, and each score with its interval, its answers and its change."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from handlers.rendering.dates import month_names, period_name
from handlers.rendering.numbers import between, number, signed
from handlers.texts import Html, Translator, bold, html, lines
from surveys import scores
from surveys.definition import Question
from surveys.drivers import Driver
from surveys.rates import ResponseRate
from surveys.scores import Score, TopBox
from surveys.summary import Change, QuestionSummary, Section, Summary

PERCENT_PLACES: Final = 1
MEAN_PLACES: Final = 2
RATIO_PLACES: Final = 1
# What costs most fits a screen; the rest is one tap deeper.
MOST_DRIVERS: Final = 3


def summary_text(summary: Summary, t: Translator) -> Html:
    """The whole summary; "no data" where nobody has answered, never a zero."""
    return lines(heading(summary, t), *_body(summary, t))


def heading(summary: Summary, t: Translator) -> Html:
    """The place, the survey, the period with its zone."""
    survey = summary.sections[0].survey.name.in_(t.language) if summary.sections else ""
    when = t("summary.period", period=period_name(summary.asked.period, t), zone=summary.zone)
    return Html("\n".join([bold(place_name(summary, t)), *([html(survey)] if survey else []), when]))


def place_name(summary: Summary, t: Translator) -> Html:
    """A service point with its unit, a unit, or all that the person may see."""
    point, unit = summary.place.touchpoint, summary.place.unit
    if point is not None:
        return t(
            "summary.title",
            service=point.service[t.language],
            unit=point.unit_name[t.language],
            channel=t(f"channel.{point.channel}"),
        )
    if unit is not None:
        return html(unit.name[t.language])
    return t("summary.organisation" if summary.asked.units is None else "summary.own_units")


def nothing_shown(summary: Summary, t: Translator) -> Html:
    """Why there is no score."""
    return t("summary.too_few", k=summary.smallest_group) if summary.is_answered else t("summary.no_data")


def notes_of(summary: Summary, t: Translator) -> Html:
    """What is to be known of the integrity of the answers; empty for nothing."""
    return Html("\n".join(t.n(note.text, note.n) for note in summary.notes))


def _body(summary: Summary, t: Translator) -> Iterator[Html]:
    if not summary.sections:
        yield nothing_shown(summary, t)
        yield notes_of(summary, t)
        return
    newest, *older = summary.sections
    yield counts_of(newest, summary, t)
    for question in newest.questions:
        yield _question(question, summary, t)
    yield costs_of(newest, t)
    yield from (older_of(section, t) for section in older)
    yield notes_of(summary, t)
    yield t("summary.note", k=summary.smallest_group)


def counts_of(section: Section, summary: Summary, t: Translator) -> Html:
    """Responses and rates."""
    counted = [t.n("summary.complete", section.complete)]
    if section.partial:
        counted.append(t.n("summary.partial", section.partial))
    if len(summary.sections) > 1:
        counted.insert(0, t("summary.version", number=section.number))
    if section.completion:
        counted.append(_line("summary.completion", section.completion, PERCENT_PLACES, t))
    if summary.response:
        counted.append(response_of(summary.response, t))
    return Html("\n".join(counted))


def response_of(rate: ResponseRate, t: Translator) -> Html:
    """The response rate, with the months that it is of where these are not the period."""
    if rate.is_whole:
        return _line("summary.response_rate", rate.score, PERCENT_PLACES, t)
    return _line("summary.response_rate_of", rate.score, PERCENT_PLACES, t, months=month_names(rate.months, t))


def _question(question: QuestionSummary, summary: Summary, t: Translator) -> Html:
    name = bold(t(f"metric.{question.question.metric}"))
    if question.score is None:
        return Html(f"{name}\n{t('summary.too_few', k=summary.smallest_group)}")
    parts = [name, *value_lines(question, t), distribution(question, t), *cautions_of(question, t)]
    return Html("\n".join(parts))


def cautions_of(question: QuestionSummary, t: Translator) -> Sequence[Html]:
    """How far the score is to be relied on: that few answered, and its change from the period before."""
    few = t("summary.few") if question.is_from_few else Html()
    return [part for part in (few, change_of(question, t)) if part]


def value_lines(question: QuestionSummary, t: Translator) -> Sequence[Html]:
    """The score with its interval; of a scale, the mean below the share."""
    if isinstance(question.score, TopBox):
        share = _line("summary.share", question.score.share, PERCENT_PLACES, t)
        return share, _line("summary.mean", question.score.mean, MEAN_PLACES, t)
    if question.score is None:
        return ()
    text_id = "summary.points" if question.question.metric == "loyalty" else "summary.share"
    return (_line(text_id, question.score, PERCENT_PLACES, t),)


def distribution(question: QuestionSummary, t: Translator) -> Html:
    """The share of every answer, in percent that add up to 100."""
    shares = scores.shares(question.counts or {}, PERCENT_PLACES)
    labels = answer_names(question.question, t.language)
    listed = [f"{html(labels[code])}: {number(share, PERCENT_PLACES, t.language)}" for code, share in shares.items()]
    return t("summary.distribution", shares=Html(" · ".join(listed)))


def answer_names(question: Question, language: str) -> Mapping[str, str]:
    """How answers are called in a distribution: numbers of a scale, else the words of the options."""
    return {code: code if question.is_numeric else text.in_(language) for code, text in question.choices}


def change_of(question: QuestionSummary, t: Translator) -> Html:
    """How far it moved since the period before, and whether that is proven."""
    change = question.change
    if change is None:
        return Html()
    text_id = "summary.change_proven" if change.is_proven else "summary.change_not_proven"
    return t(text_id, change=_moved(question, change, t))


def _moved(question: QuestionSummary, change: Change, t: Translator) -> Html:
    places = PERCENT_PLACES
    unit = t("summary.points_short" if question.question.metric == "loyalty" else "summary.percentage_points")
    moved = signed(change.difference.value, places, t.language)
    low, high = (signed(end, places, t.language) for end in change.difference.interval)
    return Html(f"{moved} {unit} [{low}; {high}]")


def costs_of(section: Section, t: Translator) -> Html:
    """The drivers that cost most, or that none is proven to; empty where none was named."""
    costly = [each for each in section.drivers if each.is_proven][:MOST_DRIVERS]
    if not section.drivers:
        return Html()
    if not costly:
        return t("summary.no_costs")
    return Html("\n".join([bold(t("summary.costs")), *(cost_of(each, section, t) for each in costly)]))


def cost_of(driver: Driver, section: Section, t: Translator) -> Html:
    """How much more often those who name it are dissatisfied, and how much of all dissatisfaction that makes."""
    if driver.ratio is None:
        return Html()
    return t(
        "summary.cost",
        driver=driver_name(driver, section, t),
        ratio=number(driver.ratio.value, RATIO_PLACES, t.language),
        interval=between(driver.ratio.interval, RATIO_PLACES, t.language),
        share=number(driver.ratio.attributable, 0, t.language),
    )


def driver_name(driver: Driver, section: Section, t: Translator) -> str:
    """The label of an option, as people saw it."""
    return next(
        text.in_(t.language)
        for question in section.survey.questions
        for code, text in question.choices
        if question.kind == "several" and code == driver.code
    )


def older_of(section: Section, t: Translator) -> Html:
    """Another wording, so another score: only the first is told, and that it can't be compared."""
    scored = next((each for each in section.questions if each.score is not None), None)
    told = value_lines(scored, t)[0] if scored else Html()
    head = t("summary.older", number=section.number, responses=t.n("summary.complete", section.complete))
    name = t(f"metric.{scored.question.metric}") if scored else Html()
    return Html("\n".join(part for part in (head, name, told) if part))


def _line(text_id: str, score: Score, places: int, t: Translator, **more: Html) -> Html:
    value = number(score.value, places, t.language)
    interval = between(score.interval, places, t.language) if score.interval else Html()
    return t(text_id, value=value, interval=interval, n=score.n, **more)
