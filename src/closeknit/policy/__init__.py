"""Who may see and do what: the table as data, the decision, and the queries models call."""

from .clauses import admitted, grants
from .decide import may, may_for, may_propose, may_with_another, must
from .keys import new_key
from .query import NOBODY, Lookups, about_hidden, visible
from .sharing import Audience, Sharing, Turn, Yes, sharing
from .table import LINKS, TABLE, WIDE
from .words import Actor, Channel, Denied, Facts, Level, Role, Verb

__all__ = [
    "LINKS",
    "NOBODY",
    "TABLE",
    "WIDE",
    "Actor",
    "Audience",
    "Channel",
    "Denied",
    "Facts",
    "Level",
    "Lookups",
    "Role",
    "Sharing",
    "Turn",
    "Verb",
    "Yes",
    "about_hidden",
    "admitted",
    "grants",
    "may",
    "may_for",
    "may_propose",
    "may_with_another",
    "must",
    "new_key",
    "sharing",
    "visible",
]
