"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace

WORDS = ("ok", "look", "WRONG")


@dataclass(frozen=True)
class Found:
    """How it is: 0 well, 1 wants a look, 2 wrong."""

    level: int
    words: str
    about: str = ""

    @property
    def word(self) -> str:
        return WORDS[self.level]

    def on(self, about: str) -> Found:
        return replace(self, about=about)


def well(words: str) -> Found:
    return Found(0, words)


def wants_a_look(words: str) -> Found:
    return Found(1, words)


def wrong(words: str) -> Found:
    return Found(2, words)
