"""What names a service point comes from links and buttons, which anybody may make up."""

import pytest

from storage.database import Database
from surveys import choosing
from surveys.errors import UnknownTouchpoint


@pytest.mark.parametrize("code", ["", "a\0b", "\ud800", "North", "x" * 33, "north-certificates\n"])
async def test_what_can_be_no_code_is_no_service_point(database: Database, code: str) -> None:
    with pytest.raises(UnknownTouchpoint):
        await database.read(choosing.check_open_to, code, is_colleague=True)
