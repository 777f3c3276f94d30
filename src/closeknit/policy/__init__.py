"""Who may see and do what: the table as data, the decision, and the queries models call."""

from .decide import admitted, grants, may, must
from .keys import new_key
from .query import visible
from .table import TABLE
from .words import Actor, Channel, Denied, Facts, Level, Role, Verb

__all__ = [
    "TABLE",
    "Actor",
    "Channel",
    "Denied",
    "Facts",
    "Level",
    "Role",
    "Verb",
    "admitted",
    "grants",
    "may",
    "must",
    "new_key",
    "visible",
]
