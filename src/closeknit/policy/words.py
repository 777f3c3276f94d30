"""The words of the policy: roles, levels, verbs, channels, and who is acting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a network. A stranger is everyone else, signed in or not."""

    PERSON = "person"
    STEWARD = "steward"
    MEMBER = "member"
    STRANGER = "stranger"


class Level(StrEnum):
    """Who may see one thing, narrowest first (the audience of a row)."""

    ONLY_ME = "only_me"
    PERSON = "person"
    STEWARDS = "stewards"
    CHOSEN = "chosen"
    UNPAID = "unpaid"
    NETWORK = "network"
    WORKSHOP = "workshop"


class Verb(StrEnum):
    """What may be done, by the letter the table uses."""

    CREATE = "C"
    READ = "R"
    CHANGE = "U"
    DELETE = "D"
    SHARE = "X"


class Channel(StrEnum):
    """Every way a row can leave the house. All of them ask the same question."""

    PAGE = "page"
    FRAGMENT = "fragment"
    LIST = "list"
    SEARCH = "search"
    JSON = "json"
    FEED = "feed"
    MAIL = "mail"
    PRINT = "print"
    EXPORT = "export"
    FILE = "file"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting in one network: keys only, so that the policy knows no model.

    `person` is the key of the actor's own place on the map, empty for the focus person
    and for a stranger.
    """

    account: str
    network: str
    role: Role
    person: str = ""
    paid: bool = False

    @property
    def in_charge(self) -> bool:
        """The person, or a steward who looks after the network with them."""
        return self.role in (Role.PERSON, Role.STEWARD)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the decision needs to know about one row."""

    resource: str
    network: str
    author: str = ""
    level: Level = Level.STEWARDS
    about: str = ""
    member: bool = False


class Denied(LookupError):
    """Not allowed. Looks like missing to whoever asked."""
