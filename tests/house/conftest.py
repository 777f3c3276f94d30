"""What the tests of the house may ask for."""

from __future__ import annotations

import socket
from typing import Any

import pytest

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture
def nobody_outside(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Whoever calls a machine that is not this one, or asks for its name, is caught."""
    called: list[object] = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def watched(self: socket.socket, address: Any) -> Any:
        here = self.family == getattr(socket, "AF_UNIX", None) or address[0] in LOOPBACK
        if not here:
            called.append(address)
            raise OSError(f"nobody calls {address}")
        return connect(self, address)

    def named(host: Any, *rest: Any, **more: Any) -> Any:
        if host not in (*LOOPBACK, None, ""):
            called.append(host)
            raise OSError(f"nobody asks for {host}")
        return look_up(host, *rest, **more)

    monkeypatch.setattr(socket.socket, "connect", watched)
    monkeypatch.setattr(socket.socket, "connect_ex", watched)
    monkeypatch.setattr(socket, "getaddrinfo", named)
    return called
