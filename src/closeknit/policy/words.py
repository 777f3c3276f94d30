"""The words of the policy: roles, levels, verbs, channels, and who is acting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a network, or in a series of workshops.

    A stranger is everyone else, signed in or not. A lead runs a workshop, a seat takes part in it.
    A link stands for somebody without an account, who holds an address made for one purpose.
    """

    PERSON = "person"
    STEWARD = "steward"
    FACILITATOR = "facilitator"
    MEMBER = "member"
    GUEST = "guest"
    LEAD = "lead"
    SEAT = "seat"
    OPERATOR = "operator"
    LINK = "link"
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
    """Somebody acting in one network, or one series: keys only, so that the policy knows no model.

    `person` is the key of the actor's own place on the map, empty for the focus person and for a
    stranger; in a series the key of the place they have there. Until somebody `opened` more to a
    new member, they see their own part alone; so does whoever waits for a place in a series.
    Whoever comes by a link has a `purpose`, and perhaps the one row it was made for. A `frozen`
    actor acts in a network that is kept as it was, and reads.
    """

    account: str
    network: str
    role: Role
    person: str = ""
    paid: bool = False
    opened: bool = True
    purpose: str = ""
    row: str = ""
    frozen: bool = False

    @property
    def in_charge(self) -> bool:
        """The person, or a steward who looks after the network with them."""
        return self.role in (Role.PERSON, Role.STEWARD)

    @property
    def owns(self) -> frozenset[str]:
        """The keys that make a row this actor's own: their account, and their place in a series.

        >>> sorted(Actor("", "s", Role.SEAT, "place").owns)
        ['place']
        """
        place = self.person if self.role is Role.SEAT else ""
        return frozenset(filter(None, (self.account, place)))

    @property
    def names(self) -> frozenset[str]:
        """The keys by which somebody may have chosen this actor, or left them out."""
        return frozenset(filter(None, (self.account, self.person)))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the decision needs to know about one row.

    `let_in` and `kept_out` hold keys of people or accounts; `member` says that whoever the row is
    about takes part; `consented` that everybody in it agreed to more than the stewards seeing it,
    `facilitated` that they agreed to a facilitator; `refused` are people in it who want it unseen;
    `child` that it is about somebody under age.
    """

    resource: str
    network: str
    author: str = ""
    level: Level = Level.STEWARDS
    about: str = ""
    member: bool = False
    row: str = ""
    let_in: frozenset[str] = frozenset()
    kept_out: frozenset[str] = frozenset()
    consented: bool = True
    facilitated: bool = True
    refused: frozenset[str] = frozenset()
    child: bool = False


class Denied(LookupError):
    """Not allowed. Looks like missing to whoever asked."""
