"""The tests themselves wait until a page is there before they type into it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

NO_ICON = b"<link rel=icon href=data:,>"  # which would be asked for after the page
FIRST = b"<!doctype html><html lang=en><title>Slow</title>" + NO_ICON
REST = b"<body><label>Name <input></label><button>One</button><button>Two</button>"


class Slow(BaseHTTPRequestHandler):
    """A page with a link; behind it one whose body comes half a second after its head."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.path != "/slow":
            self.wfile.write(b"<!doctype html>" + NO_ICON + b"<a href=/slow>On</a>")
            return
        self.wfile.write(FIRST.ljust(2000))
        self.wfile.flush()
        time.sleep(0.5)
        self.wfile.write(REST)

    def log_message(self, *_said: object) -> None:
        """Nobody reads along."""


@pytest.fixture
def slow() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_keys_go_into_a_page_that_has_come_as_a_whole(page: Page, slow: str) -> None:
    page.goto(slow)
    page.get_by_role("link", name="On").click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"


def test_what_is_counted_is_counted_on_a_page_that_has_come_as_a_whole(
    page: Page, slow: str
) -> None:
    page.goto(slow)
    page.get_by_role("link", name="On").click()
    assert page.get_by_role("button").count() == 2
