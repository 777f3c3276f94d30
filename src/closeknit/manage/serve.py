"""`closeknit serve`: one command from an empty folder to a page in the browser."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path

from closeknit import folder

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def number(words: str) -> int:
    """The number of a port; argparse says in one line what else is not one."""
    port = int(words)
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return port


def parser() -> argparse.ArgumentParser:
    wanted = argparse.ArgumentParser(
        prog="closeknit serve", description="Open the house: pages, data and background work."
    )
    wanted.add_argument("--demo", action="store_true", help="with a made-up scene to look around")
    wanted.add_argument("--port", type=number, default=8000, metavar="N", help="usually 8000")
    wanted.add_argument("--host", default="localhost", metavar="H", help="usually localhost alone")
    wanted.add_argument("--data", metavar="DIR", help="where everything is kept")
    wanted.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return wanted


def serve(words: list[str]) -> int:
    """Make what is missing, then answer until told to stop."""
    chosen = parser().parse_args(words)
    if chosen.demo and chosen.host not in LOOPBACK:
        return sorry("The made-up scene is only shown on this machine: leave --host out.")
    door = listen(chosen.host, chosen.port)
    if door is None:
        return taken(chosen.host, chosen.port)
    with door:
        try:
            settle(chosen)
        except OSError as trouble:
            return sorry(f"The data folder {folder.chosen()} cannot be used: {trouble.strerror}.")
        return opened(door, chosen)


def opened(door: socket.socket, chosen: argparse.Namespace) -> int:
    """Serve, unless the database cannot keep what it is given."""
    from .sqlite.base import Unsafe

    try:
        make_ready(chosen.demo)
    except Unsafe as trouble:
        return sorry(f"The data folder {folder.chosen()} is not safe to use. {trouble}")
    return answer(door, chosen.no_browser)


def sorry(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def listen(host: str, port: int) -> socket.socket | None:
    """The open port, or None when another program has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except OSError:
        door.close()
        return None
    return door


def taken(host: str, port: int) -> int:
    """Say which port would be free."""
    for free in range(port + 1, port + 50):
        door = listen(host, free)
        if door is not None:
            door.close()
            return sorry(f"Port {port} is taken by another program. Try --port {free}.")
    return sorry(f"Port {port} is taken by another program. Choose another with --port.")


def settle(chosen: argparse.Namespace) -> None:
    """Say it to the settings before they are read."""
    if chosen.data:
        os.environ["CLOSEKNIT_DATA"] = str(Path(chosen.data).expanduser().resolve())
    if chosen.demo:
        os.environ["CLOSEKNIT_DEMO"] = "yes"
        os.environ.setdefault("CLOSEKNIT_REGISTRATION", "open")
    os.environ.setdefault("CLOSEKNIT_URL", f"http://localhost:{chosen.port}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.settings")
    folder.prepare(folder.chosen())
    import django

    django.setup()


def make_ready(demo: bool) -> None:
    """The database as this version wants it, and what browsers fetch."""
    from django.conf import settings
    from django.core.management import call_command

    from . import state, static
    from .sqlite.base import Unsafe

    if newer := state.unknown_to_us(state.applied()):
        raise Unsafe(f"Its database is newer than this program: it has {newer[0]}.")
    print(f"Data folder: {settings.DATA}", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    static.collect(Path(settings.STATIC_ROOT))
    if demo:
        from closeknit.home.demo import load

        load()


def answer(door: socket.socket, no_browser: bool) -> int:
    """Serve pages and do background work in this one process until a signal comes."""
    from django.conf import settings
    from django.db import connections

    from .greeting import greeting
    from .server import run
    from .worker import Helper

    words = greeting()
    connections.close_all()

    def opened() -> None:
        print(words, flush=True)
        if not no_browser:
            threading.Thread(target=webbrowser.open, args=[settings.URL], daemon=True).start()

    helper = Helper()
    helper.start()
    try:
        run(door, opened)
    finally:
        helper.stop()
    return 0
