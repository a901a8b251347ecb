"""How a handler asks for what takes longer than a tap may."""

from collections.abc import Mapping
from typing import Any, Protocol

from storage.database import Unit
from storage.people import Person


class Requests(Protocol):
    """Takes requests; what comes of them is sent to the person later."""

    async def put(self, unit: Unit, person: Person, kind: str, payload: Mapping[str, Any]) -> bool:
        """Store a request of a kind in the update's transaction; the work begins after its commit.

        False when the person has the same request waiting, or too many: then a calm word is the answer.
        """
        ...
