"""No test reaches beyond this machine, and a property fails the same way every time."""

import socket
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from hypothesis import settings

from bot.postponing import postponing

# The tests meet aiogram as the program does.
with postponing():
    import_module("aiogram")

pytest_plugins = ["tests.postgresql", "tests.databases"]

LOOPBACK = ("127.0.0.1", "::1", "localhost", None, "")

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


class NetworkUsed(AssertionError):
    """A test tried to reach another machine."""


@pytest.fixture(scope="session", autouse=True)
def loopback_only() -> Iterator[None]:
    """Fail whatever connects to, or looks up, anything but this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise NetworkUsed(f"connection to {address}")
        return connect(self, address)

    return guarded


def _guarded_lookup(look_up: Any) -> Any:
    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in LOOPBACK:
            raise NetworkUsed(f"look-up of {name}")
        return look_up(host, *args, **kwargs)

    return guarded
