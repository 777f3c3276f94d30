"""Who may see and do what: the table as data, the decision, and the queries models call."""

from .clauses import admitted, grants
from .decide import may, may_for, may_propose, may_with_another, must
from .keys import new_key
from .query import Lookups, visible
from .table import LINKS, TABLE
from .words import Actor, Channel, Denied, Facts, Level, Role, Verb

__all__ = [
    "LINKS",
    "TABLE",
    "Actor",
    "Channel",
    "Denied",
    "Facts",
    "Level",
    "Lookups",
    "Role",
    "Verb",
    "admitted",
    "grants",
    "may",
    "may_for",
    "may_propose",
    "may_with_another",
    "must",
    "new_key",
    "visible",
]
