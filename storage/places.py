"""Where service points lie today; what was answered at them before they moved stays with its unit."""

from sqlalchemy import ColumnElement, and_, true

from storage.releases import Scope
from storage.tables import touchpoints


def lies_in(scope: Scope) -> ColumnElement[bool]:
    """The condition on touchpoints that lie in a scope today: a request for any other of them would be refused."""
    conditions: list[ColumnElement[bool]] = [true()]
    if scope.touchpoint_ids is not None:
        conditions.append(touchpoints.c.id.in_(scope.touchpoint_ids))
    if scope.unit_ids is not None:
        conditions.append(touchpoints.c.unit_id.in_(scope.unit_ids))
    return and_(*conditions)
