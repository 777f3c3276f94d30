"""The map as SVG text."""

from closeknit.core.drawing.sheet import draw, initials, say

__all__ = ["draw", "initials", "say"]
