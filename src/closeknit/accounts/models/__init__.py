"""Accounts, what is theirs alone, and the record of what they did."""

from .account import LONGEST_WAIT, Account, Accounts, Stays, TextSize
from .entering import PaperCode, Recovery, Visit
from .once import Once
from .record import Entry, Head, Kept, Look

__all__ = [
    "LONGEST_WAIT",
    "Account",
    "Accounts",
    "Entry",
    "Head",
    "Kept",
    "Look",
    "Once",
    "PaperCode",
    "Recovery",
    "Stays",
    "TextSize",
    "Visit",
]
