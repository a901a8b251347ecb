"""Response and completion rates in percent: None where too few stand in the denominator, or none is known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from storage import rates
from storage.rates import NOTHING
from storage.releases import Scope
from surveys import periods
from surveys.periods import Period
from surveys.scores import Score, share_of


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """The response rate of months that have settled; `is_whole` if they are the period that was asked for."""

    score: Score
    months: Sequence[Period]
    is_whole: bool


def response_rate(connection: Connection, scope: Scope) -> ResponseRate | None:
    """Complete responses among delivered invitations, over the settled months that lie wholly within a scope.

    Who opens a link unasked has no denominator. None where nothing may be shown (surveys.settling).
    """
    whole = replace(scope, first=_month_from(scope.first), end=scope.end.replace(day=1))
    found = rates.of_scope(connection, whole)
    if not found:
        return None
    delivered, complete = sum((amount for _, amount in found), NOTHING)
    months = [periods.month_of(first) for first, _ in found]
    score = share_of({"yes": complete, "no": delivered - complete}, "yes")
    return ResponseRate(score, months, _is_whole(months, scope)) if score else None


def completion_rate(complete: int, partial: int, smallest: int) -> Score | None:
    """Complete responses among those that were begun, invited or not, and are shown."""
    if not partial or complete + partial < smallest:
        return None
    return share_of({"yes": complete, "no": partial}, "yes")


def _month_from(day: date) -> date:
    """The first day of the first month that begins on that day or later."""
    return day if day.day == 1 else periods.month_of(day).end


def _is_whole(months: Sequence[Period], scope: Scope) -> bool:
    ends = (scope.first, *(each.end for each in months))
    return ends[-1] == scope.end and all(each.first == end for each, end in zip(months, ends, strict=False))
