"""The icons of the sprite: those named in icons.txt, drawn by bin/vendor."""

from functools import cache
from pathlib import Path

NAMES = Path(__file__).with_name("icons.txt")


@cache
def icons() -> tuple[str, ...]:
    """Their names, from a to z."""
    return tuple(NAMES.read_text(encoding="utf-8").split())
