"""What each page of a network of 500 people weighs, and how long the server takes for it."""

from __future__ import annotations

import gzip
import http.client
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass

PAGE, FIRST_VISIT, TIMES = 60 * 1024, 150 * 1024, 3
LEADS = re.compile(r"(?:href|src)=\"(/static/[^\"#]+)")
IN_A_STYLE = re.compile(r"url\([\"']?([^\"')#]+)")


@dataclass(frozen=True)
class Weighed:
    """One page: its bytes on the line, and unpacked; the milliseconds of its fastest answer."""

    name: str
    weight: int
    whole: int
    took: float
    text: str

    def line(self, bare: float) -> str:
        heavy = "  TOO HEAVY" if self.weight > PAGE else ""
        return (
            f"{self.name:24} {self.weight / 1024:6.1f} KiB {self.whole / 1024:7.1f} KiB"
            f" {self.took:8.1f} ms"
            f" {self.took / bare:6.1f} x{heavy}"
        )


class Hand:
    """One connection that is kept, as a browser keeps it."""

    def __init__(self, port: int, cookie: str) -> None:
        self.there = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Cookie": cookie, "Host": f"localhost:{port}"}
        self.headers |= {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}

    def ask(self, path: str) -> tuple[int, str, int, bytes]:
        """Status, kind, how many bytes came, and what they say."""
        self.there.request("GET", path, headers=self.headers)
        answer = self.there.getresponse()
        came = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
        body = gzip.decompress(came) if packed else came
        return answer.status, answer.headers.get("Content-Type", ""), len(came), body

    def weigh(self, name: str, path: str) -> Weighed | None:
        """None for what is no page of its own: another is shown, or nothing is there."""
        took, came, body = [], 0, b""
        for _ in range(TIMES):
            began = time.perf_counter()
            status, kind, came, body = self.ask(path)
            took.append(time.perf_counter() - began)
            if status != 200 or not kind.startswith("text/html"):
                return None
        return Weighed(name, came, len(body), 1000 * min(took), body.decode())

    def first_visit(self, text: str) -> dict[str, int]:
        """The weight of all that a page leads to on our own site, with what its styles lead to."""
        found: dict[str, int] = {}
        wanted = set(LEADS.findall(text))
        for path in sorted(wanted):
            body = self._asset(path, found)
            if path.endswith(".css"):
                folder = path.rpartition("/")[0]
                for further in sorted(set(IN_A_STYLE.findall(body.decode(errors="replace")))):
                    if further.startswith("/") or not further.startswith("data:"):
                        self._asset(_beside(folder, further), found)
        return found

    def _asset(self, path: str, found: dict[str, int]) -> bytes:
        if path in found:
            return b""
        status, _kind, _came, body = self.ask(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        packed = path.endswith((".woff2", ".webp", ".png", ".jpg"))
        found[path] = len(body) if packed else len(gzip.compress(body))
        return body


def _beside(folder: str, path: str) -> str:
    """An address in a style sheet, as it is asked for.

    >>> _beside("/static/css", "../fonts/a.woff2")
    '/static/fonts/a.woff2'
    """
    if path.startswith("/"):
        return path
    parts = folder.split("/")
    for step in path.split("/"):
        parts = parts[:-1] if step == ".." else parts if step == "." else [*parts, step]
    return "/".join(parts)


def weigh_all(port: int, cookie: str, pages: Iterable[tuple[str, str]]) -> list[Weighed]:
    hand = Hand(port, cookie)
    found = (hand.weigh(name, path) for name, path in pages)
    return sorted(filter(None, found), key=lambda one: -one.took)
