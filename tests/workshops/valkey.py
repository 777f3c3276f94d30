"""A Valkey (or Redis) of one's own for the time of the tests."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PROGRAMS = ("valkey-server", "redis-server")


@contextmanager
def valkey(folder: Path) -> Iterator[str]:
    """Its address, once it answers."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    assert program, "There is no Valkey. Type: sudo apt-get install redis-server"
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    wanted = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    wanted += ["--dir", str(folder), "--requirepass", "quiet"]
    process = subprocess.Popen([program, *wanted], stdout=subprocess.DEVNULL)
    try:
        answers(port)
        yield f"valkey://:quiet@127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def answers(port: int) -> None:
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("Valkey does not answer.")
