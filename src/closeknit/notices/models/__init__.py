"""What somebody is told, when, and what was told; and their calendar."""

from .feeds import Feed
from .notice import Notice
from .rhythm import Named, Rhythm
from .slots import Slot

__all__ = ["Feed", "Named", "Notice", "Rhythm", "Slot"]
