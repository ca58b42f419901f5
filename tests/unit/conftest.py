"""Unit tests reach nothing outside their process."""

import socket
from typing import NoReturn

import pytest
from hypothesis import settings

settings.register_profile("unit", deadline=None)  # how long an example takes says nothing of the product
settings.load_profile("unit")


@pytest.fixture(autouse=True)
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that connects to anything fails at once and says so."""

    def refuse(_: socket.socket, address: object) -> NoReturn:
        raise AssertionError(f"a unit test tried to connect to {address!r}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
