"""The change that made one service point better (places.py), told to citizens as a coordinator would tell it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from bot.sandbox.past.places import PLACES
from storage.people import Person
from surveys import changes

POINT: Final = "south-documents"
SURVEY: Final = "post_service"
QUESTION: Final = "satisfaction"
TOLD_AFTER: Final = timedelta(days=5)
TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ru": (
            "Вы писали, что непонятно, какие документы нужны и куда идти. Мы переписали памятки простыми словами, "
            "повесили у входа схему «с каким вопросом к какому окну» и раздаём список документов вместе с талоном."
        ),
        "en": (
            "You wrote that it was unclear which papers are needed and where to go. We rewrote the leaflets in plain "
            "words, put up a chart of windows and matters at the entrance, and hand out a list of papers with each "
            "queue ticket."
        ),
    }
)


def tell(connection: Connection, author: Person, now: datetime) -> None:
    """Publish it a few days after it happened."""
    changed_at = now - timedelta(days=PLACES[POINT].since_days)
    change = changes.begin(connection, author, POINT, None, None, changed_at)
    changes.set_(connection, change, {"texts": dict(TEXTS), "survey": SURVEY, "question": QUESTION})
    changes.publish(connection, changes.find(connection, change.id, None), changed_at + TOLD_AFTER)
