"""Publish and subscribe of Valkey (or Redis), which speak in lines: all that a wake needs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

log = logging.getLogger("closeknit.rooms")
PATIENCE = 1.0
"""Seconds to wait for an answer: whoever wrote something must not wait long for being heard."""
SILENCE = 10.0
"""Seconds without a further try, once nobody answered. Screens look by themselves meanwhile."""


def parts(url: str) -> tuple[str, int, bytes, ssl.SSLContext | None]:
    """Where it is, what to say first, and whether the line is sealed.

    >>> parts("valkey://:secret@rooms.example.org")[:3]
    ('rooms.example.org', 6379, b'*2\\r\\n$4\\r\\nAUTH\\r\\n$6\\r\\nsecret\\r\\n')
    """
    told = urlsplit(url)
    names = [unquote(name) for name in (told.username, told.password) if name]
    first = packed("AUTH", *names) if told.password else b""
    sealed = ssl.create_default_context() if told.scheme in ("rediss", "valkeys") else None
    return told.hostname or "localhost", told.port or 6379, first, sealed


def packed(*words: str) -> bytes:
    """A command as it goes over the line.

    >>> packed("PUBLISH", "rooms", "1")
    b'*3\\r\\n$7\\r\\nPUBLISH\\r\\n$5\\r\\nrooms\\r\\n$1\\r\\n1\\r\\n'
    """
    many = [word.encode() for word in words]
    told = b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in many)
    return b"*%d\r\n" % len(many) + told


class Line:
    """One open line of this process, taken up anew where it was cut."""

    def __init__(self) -> None:
        self.lock, self.quiet_until = threading.Lock(), 0.0
        self.open_line: socket.socket | None = None

    def say(self, url: str, words: bytes) -> None:
        with self.lock:
            if time.monotonic() < self.quiet_until:
                return
            for _ in range(2):  # a line that was cut is found out by speaking
                try:
                    line = self.open_line = self.open_line or opened(url)
                    line.sendall(words)
                    if not line.recv(1000).startswith(b":"):
                        raise ConnectionError("Valkey did not take it.")
                except OSError:
                    self.close()
                else:
                    return
            self.quiet_until = time.monotonic() + SILENCE
            log.warning("Valkey does not answer; screens of rooms look by themselves meanwhile.")

    def close(self) -> None:
        if self.open_line is not None:
            self.open_line.close()
        self.open_line = None


def opened(url: str) -> socket.socket:
    """A line that let us in."""
    host, port, first, sealed = parts(url)
    line = socket.create_connection((host, port), PATIENCE)
    if sealed is not None:
        line = sealed.wrap_socket(line, server_hostname=host)
    if first:
        line.sendall(first)
        if not line.recv(1000).startswith(b"+"):
            line.close()
            raise ConnectionError("Valkey did not let us in.")
    return line


the_line = Line()


def publish(url: str, channel: str) -> None:
    """Wake whoever listens. Nothing goes wrong where nobody answers."""
    the_line.say(url, packed("PUBLISH", channel, "1"))


async def subscribe(url: str, channel: str, woken: Callable[[], None]) -> None:
    """Call `woken` for each wake, until the line is cut.

    Raises:
        OSError, EOFError: it was cut, or nobody let us in.
    """
    host, port, first, sealed = parts(url)
    async with asyncio.timeout(PATIENCE):
        reads, writes = await asyncio.open_connection(host, port, ssl=sealed)
    try:
        writes.write(first + packed("SUBSCRIBE", channel))
        await writes.drain()
        while line := (await reads.readline()).strip():
            if line.startswith(b"-"):
                raise ConnectionError("Valkey did not let us in.")
            if line in (b"subscribe", b"message"):  # also what was written before we listened
                woken()
        raise EOFError
    finally:
        writes.close()
        with contextlib.suppress(OSError):
            await writes.wait_closed()
