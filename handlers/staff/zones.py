"""The zones that are offered as buttons; any other is found by the name of its city."""

from typing import Final

# From west to east: the zones of Russia that differ in their offset.
OFFERED: Final = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)


def offered(place: int) -> str | None:
    """The zone of a button; None for a forged one."""
    return OFFERED[place] if 0 <= place < len(OFFERED) else None
