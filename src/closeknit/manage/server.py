"""The web server, stopping gently: pages finish, streams are cut after three seconds, code 0."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn


class Server(uvicorn.Server):
    """Says when the door is open."""

    def __init__(self, config: uvicorn.Config, opened: Callable[[], None]) -> None:
        super().__init__(config)
        self.opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.opened()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        from closeknit.workshops.live.hub import hub

        hub.end()
        await super().shutdown(sockets)


def run(door: socket.socket, opened: Callable[[], None]) -> None:
    """Answer on this port until SIGTERM or SIGINT."""
    config = uvicorn.Config(
        "closeknit.asgi:application",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # else anybody could say to be on loopback
        timeout_graceful_shutdown=3,
    )
    server = Server(config, opened)

    def enough(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    # The server raises the signal again when it is done; without these the process dies of it.
    signal.signal(signal.SIGTERM, enough)
    signal.signal(signal.SIGINT, enough)
    server.run(sockets=[door])
