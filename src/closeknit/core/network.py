"""One network as a frozen value: the person, the people around them, and what joins them.

In the literature: a personal (ego-centred) network; the focus person is the ego,
people are alters, links are alter-alter ties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum, StrEnum
from functools import cached_property
from itertools import chain
from types import MappingProxyType


class Kind(StrEnum):
    """What somebody or something on the map is. Only living people are counted."""

    PERSON = "person"
    PET = "pet"
    PLACE = "place"
    GROUP = "group"
    THING = "thing"
    DIED = "died"  # someone who has died and still belongs


class Pay(StrEnum):
    """Whether somebody is paid to be there. A fact beside the circle, never a rank."""

    UNPAID = "unpaid"
    PAID = "paid"
    WAS_PAID = "was_paid"


class Circle(IntEnum):
    """Closeness, 1 is closest. In the literature: intimacy, friendship, participation, exchange."""

    CLOSEST = 1
    FRIENDS = 2
    TOGETHER = 3
    SERVICES = 4


class TieClass(StrEnum):
    """The kind of tie by which studies tell how long ties last."""

    CLOSE_KIN = "close_kin"
    PARTNER = "partner"
    OTHER_KIN = "other_kin"
    FRIEND = "friend"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    WORKER = "worker"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Relationship:
    """How two people know each other, from a fixed list."""

    key: str
    kin: bool
    tie_class: TieClass


def _relationships() -> Mapping[str, Relationship]:
    rows: list[tuple[str, bool, TieClass]] = [
        ("partner", True, TieClass.PARTNER),
        ("parent", True, TieClass.CLOSE_KIN),
        ("child", True, TieClass.CLOSE_KIN),
        ("sibling", True, TieClass.CLOSE_KIN),
        ("grandparent", True, TieClass.OTHER_KIN),
        ("grandchild", True, TieClass.OTHER_KIN),
        ("aunt_or_uncle", True, TieClass.OTHER_KIN),
        ("niece_or_nephew", True, TieClass.OTHER_KIN),
        ("cousin", True, TieClass.OTHER_KIN),
        ("other_family", True, TieClass.OTHER_KIN),
        ("friend", False, TieClass.FRIEND),
        ("family_friend", False, TieClass.FRIEND),
        ("neighbour", False, TieClass.NEIGHBOUR),
        ("group", False, TieClass.NEIGHBOUR),
        ("faith", False, TieClass.NEIGHBOUR),
        ("colleague", False, TieClass.COLLEAGUE),
        ("classmate", False, TieClass.COLLEAGUE),
        ("support_worker", False, TieClass.WORKER),
        ("health_worker", False, TieClass.WORKER),
        ("social_worker", False, TieClass.WORKER),
        ("teacher", False, TieClass.WORKER),
        ("other", False, TieClass.OTHER),
    ]
    return MappingProxyType({key: Relationship(key, kin, tie) for key, kin, tie in rows})


RELATIONSHIPS: Mapping[str, Relationship] = _relationships()
"""The fixed list of relationships, in the order a form shows them."""

SUPPORTS: tuple[str, ...] = (
    "talk",
    "practical",
    "fun",
    "advice",
    "decisions",
    "advocacy",
    "emergency",
    "money",
    "new_people",
)
"""The nine kinds of support every network starts with. Networks add their own keys."""

ROLES: tuple[str, ...] = (
    "decision_supporter",
    "confidant",
    "advocate",
    "safety_watcher",
    "convenor",
    "celebration_keeper",
    "connector",
    "money_watcher",
    "story_keeper",
    "practical_helper",
)
"""The ten roles every network is offered. Networks add their own keys."""

TIMES: tuple[str, ...] = ("weekdays", "evenings", "weekends", "nights")
"""When somebody is there, as far as people say it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody (or something) around the focus person, and the tie that joins them, on one day.

    `circle`, `paid` and `formal` are None while nobody has said. `gives` and `receives` are
    support keys: what they do for the focus person, and what the focus person does for them.
    `known_as` is the short word under the name: mum, choir, job coach. `age` is in whole years,
    `sex` is "female", "male" or "" for not said; both are only asked for the years ahead.
    `known_since` is a year, a month or a day as text ("2019", "2019-06"). `contact_every` is how
    many days may go by between contacts, `last_contact` the day of the last one. `there` are times
    from TIMES.

    >>> Person("rosa", "Rosa", circle=1, relationship="parent", gives=frozenset({"talk"})).kin
    True
    """

    key: str
    name: str
    kind: Kind = Kind.PERSON
    circle: int | None = None
    relationship: str = ""
    known_as: str = ""
    paid: Pay | None = None
    formal: bool | None = None
    household: str = ""
    gives: frozenset[str] = frozenset()
    receives: frozenset[str] = frozenset()
    age: int | None = None
    sex: str = ""
    known_since: str = ""
    contact_every: int | None = None
    last_contact: date | None = None
    there: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("Everyone needs a key.")
        if self.age is not None and not 0 <= self.age <= 130:
            raise ValueError(f"{self.name}: an age is between 0 and 130, not {self.age!r}.")
        if self.sex not in ("", "female", "male"):
            raise ValueError(f"{self.name}: sex is female, male or not said, not {self.sex!r}.")
        if self.contact_every is not None and self.contact_every < 1:
            raise ValueError(f"{self.name}: contact is wanted every so many days, at least one.")
        if self.circle is not None and self.circle not in (1, 2, 3, 4):
            raise ValueError(f"{self.name}: a circle is 1, 2, 3 or 4, not {self.circle!r}.")
        if self.relationship and self.relationship not in RELATIONSHIPS:
            raise ValueError(f"{self.name}: {self.relationship!r} is not a relationship we know.")

    @property
    def counts(self) -> bool:
        """Whether measures count this one: a living person."""
        return self.kind is Kind.PERSON

    @property
    def is_paid(self) -> bool:
        """Paid to be there now. Somebody who was paid once counts as unpaid."""
        return self.paid is Pay.PAID

    @property
    def kin(self) -> bool | None:
        """Family or not; None while nobody has said how they know each other."""
        return RELATIONSHIPS[self.relationship].kin if self.relationship else None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants of the network: a support, a role, or a companion.

    `about` is a support key or a role key; for a companion it is empty and `words` say it.
    `keep_open` is "one more, please": the chair stays even when somebody already meets the wish.
    `met_by` are the keys of people said to meet a wish for a role or a companion; a wish for a
    support is met by whoever gives it.
    """

    key: str
    kind: str
    about: str = ""
    words: str = ""
    whose: str = ""
    weight: int = 1
    keep_open: bool = False
    circle: int | None = None
    met_by: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.kind not in ("support", "role", "companion"):
            raise ValueError(f"A wish is for a support, a role or a companion, not {self.kind!r}.")
        if self.circle is not None and self.circle not in (1, 2, 3, 4):
            raise ValueError(f"A chair stands in circle 1, 2, 3 or 4, not {self.circle!r}.")


@dataclass(frozen=True, slots=True)
class Role:
    """A responsibility, and who said yes to it.

    `about` is one of ROLES or a network's own key, `words` what it means in this network. `held_by`
    said yes, `stand_ins` step in. `since` is the day of the yes, `review` the day to look at it
    again. A role nobody holds is one that waits for somebody.
    """

    key: str
    about: str
    words: str = ""
    held_by: frozenset[str] = frozenset()
    stand_ins: frozenset[str] = frozenset()
    since: date | None = None
    review: date | None = None


Link = tuple[str, str]
"""Two people of the network who know each other: their keys, the smaller first."""


def link(a: str, b: str) -> Link:
    """The link between two people, whichever is named first.

    >>> link("rosa", "june")
    ('june', 'rosa')
    """
    if a == b:
        raise ValueError("Nobody is linked to themselves.")
    return (a, b) if a < b else (b, a)


STRONGEST = 1e6
"""Above it sums of squares would leave what a number can hold."""


def _checked(
    strengths: Mapping[tuple[str, str], float], links: frozenset[Link]
) -> Mapping[tuple[str, str], float]:
    for (a, b), strength in strengths.items():
        if link(a, b) not in links:
            raise ValueError(f"A strength is told of {a!r} and {b!r}, who are not linked.")
        if not 0 <= strength <= STRONGEST:
            raise ValueError(f"{a!r} and {b!r}: a strength is 0 to a million, not {strength!r}.")
    return MappingProxyType(dict(sorted(strengths.items())))


@dataclass(frozen=True)
class Network:
    """The people around one person as they were on one day.

    `name` is the focus person's. `people` keep the order they came in; nothing depends on it.
    `supports` are the kinds of support this network speaks of. `dismissed` holds the keys of
    findings answered with "this is how we like it". `strengths` tell how strong a link is from one
    person to another, `{("r", "j"): 0.5}`; a link of which nothing is told weighs 1 both ways.

    >>> people = (Person("r", "Rosa"), Person("j", "June"))
    >>> net = Network("Maya", people, links=frozenset({link("r", "j")}))
    >>> net.knows("r")
    frozenset({'j'})
    """

    name: str
    people: tuple[Person, ...] = ()
    links: frozenset[Link] = frozenset()
    wishes: tuple[Wish, ...] = ()
    supports: tuple[str, ...] = SUPPORTS
    dismissed: frozenset[str] = frozenset()
    on: date | None = None
    roles: tuple[Role, ...] = ()
    strengths: Mapping[tuple[str, str], float] = field(
        default_factory=lambda: MappingProxyType({}), hash=False
    )
    _by_key: Mapping[str, Person] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "people", tuple(self.people))
        in_order = [(a, b) if a < b else link(a, b) for a, b in self.links]
        object.__setattr__(self, "links", frozenset(in_order))
        by_key = {person.key: person for person in self.people}
        if len(by_key) != len(self.people):
            raise ValueError("Two people have the same key.")
        for key in sorted(set(chain.from_iterable(self.links)) - by_key.keys()):
            raise ValueError(f"A link names {key!r}, who is not in the network.")
        object.__setattr__(self, "strengths", _checked(self.strengths, self.links))
        object.__setattr__(self, "_by_key", MappingProxyType(by_key))

    def person(self, key: str) -> Person:
        """The one with this key.

        Raises:
            LookupError: nobody has it.
        """
        try:
            return self._by_key[key]
        except KeyError:
            raise LookupError(f"Nobody in this network has the key {key!r}.") from None

    @cached_property
    def counted(self) -> tuple[Person, ...]:
        """The living people, whom measures count."""
        return tuple([person for person in self.people if person.kind is Kind.PERSON])

    @cached_property
    def joined(self) -> frozenset[Link]:
        """The links that are of any strength: one told to be of none, both ways, joins nobody.

        >>> people = (Person("r", "Rosa"), Person("j", "June"))
        >>> told = {("j", "r"): 0.0, ("r", "j"): 0.0}
        >>> Network("Maya", people, frozenset({link("r", "j")}), strengths=told).joined
        frozenset()
        """
        told = self.strengths
        return self.links - {(a, b) for a, b in told if told[a, b] == told.get((b, a)) == 0}

    @cached_property
    def _knows(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {person.key: set() for person in self.people}
        for a, b in self.joined:
            found[a].add(b)
            found[b].add(a)
        return MappingProxyType({key: frozenset(others) for key, others in found.items()})

    def knows(self, key: str) -> frozenset[str]:
        """Keys of everyone this one is linked to."""
        return self._knows[key]

    def givers(self, support: str) -> tuple[Person, ...]:
        """The living people who give this support."""
        return tuple(person for person in self.counted if support in person.gives)

    def wanted_supports(self) -> tuple[str, ...]:
        """Supports that somebody wishes for or gives, in this network's order."""
        wished = {wish.about for wish in self.wishes if wish.kind == "support"}
        given = {support for person in self.counted for support in person.gives}
        known = [support for support in self.supports if support in wished | given]
        return (*known, *sorted((wished | given) - set(self.supports)))

    def without(self, keys: Iterable[str]) -> Network:
        """The same network if these people were away.

        >>> Network("Maya", (Person("r", "Rosa"),)).without(["r"]).people
        ()
        """
        away = frozenset(keys)
        return replace(
            self,
            people=tuple(person for person in self.people if person.key not in away),
            links=frozenset(pair for pair in self.links if not away & set(pair)),
            roles=tuple(
                replace(role, held_by=role.held_by - away, stand_ins=role.stand_ins - away)
                for role in self.roles
            ),
            strengths={
                pair: strength for pair, strength in self.strengths.items() if not away & set(pair)
            },
        )
