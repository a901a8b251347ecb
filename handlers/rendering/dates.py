"""Days, moments and periods in a person's language."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_interval

from handlers.texts import Html, Translator
from surveys.periods import Period

# A step of a trend by the longest it may be: 23 Nov, Nov 2026, Q4 2026, 2026.
STEPS = {timedelta(days=7): "d MMM", timedelta(days=31): "LLL y", timedelta(days=92): "QQQ y", timedelta.max: "y"}
# Days come before months in English too, as they do in Russian: one order in one organisation.
LOCALES = {"en": "en_GB"}


def day(value: date, language: str) -> Html:
    """24 November 2026."""
    return Html(format_date(value, "d MMMM y", _locale(language)))


def moment(value: datetime, zone: ZoneInfo, language: str) -> Html:
    """24 Nov 2026, 12:00 and the zone: a receipt or an audit is read elsewhere too."""
    return Html(format_datetime(value.astimezone(zone), "d MMM y, HH:mm zzz", locale=_locale(language)))


def days(first: date, last: date, language: str) -> Html:
    """1–7 November 2026; the month and the year once where both days share them."""
    if first == last:
        return day(first, language)
    # Babel parts the year from its abbreviation by one of two spaces.
    return Html(str(format_interval(first, last, "yMMMMd", locale=_locale(language))).removesuffix("г.").rstrip())


def period_name(period: Period, t: Translator) -> Html:
    """week 48, 23–29 November 2026; November 2026; 4th quarter of 2026; the days of an own one."""
    match period.kind:
        case "week":
            return t("period.week", number=period.number, days=days(period.first, period.last, t.language))
        case "month":
            return Html(format_date(period.first, "LLLL y", _locale(t.language)))
        case "quarter":
            return t("period.quarter", number=period.number, year=period.first.year)
        case _:
            return days(period.first, period.last, t.language)


def month_names(months: Sequence[Period], t: Translator) -> Html:
    """July 2026 – September 2026, November 2026: months that follow each other as one."""
    runs: list[list[Period]] = []
    for month in months:
        if runs and runs[-1][-1].end == month.first:
            runs[-1].append(month)
        else:
            runs.append([month])
    return Html(", ".join(" – ".join(period_name(each, t) for each in (run[0], run[-1])[: len(run)]) for run in runs))


def month_label(first: date, language: str) -> str:
    """Nov 2026: a month as the label of a button."""
    return str(format_date(first, "LLL y", _locale(language))).replace(".", "")


def short_name(period: Period, language: str) -> str:
    """A step of a trend: 23 Nov for a week, Nov 2026 for a month, and so on."""
    pattern = next(each for longest, each in STEPS.items() if period.end - period.first <= longest)
    return str(format_date(period.first, pattern, _locale(language))).replace(".", "")


def _locale(language: str) -> str:
    return LOCALES.get(language, language)
