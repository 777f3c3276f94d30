"""Two snapshots of one network compared: who is new, closer, further, gone, and what changed.

Only what was said on both days is compared: a circle, pay or a relationship that nobody had told on
one of them is no change. Whoever has died stays as they were; of them it is told that they died.
In the literature: turnover and change of a personal network between two waves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from closeknit.core.counts import Counts, count
from closeknit.core.gaps.asking import FAR
from closeknit.core.gaps.chairs import met_by
from closeknit.core.network import SUPPORTS, Kind, Link, Network, Person, Role, Wish

Keyed = TypeVar("Keyed", Wish, Role)

KINDS: tuple[str, ...] = (
    "died",
    "lives",
    "gone",
    "new",
    "no_longer_paid",
    "closer",
    "further",
    "wish_open",
    "wish_met",
    "gives_ended",
    "gives_begun",
    "role_given_back",
    "role_given",
    "stand_in_gone",
    "stand_in",
    "receives_ended",
    "receives_begun",
    "now_paid",
    "relationship",
    "link_gone",
    "link_new",
    "wish_gone",
    "wish_new",
)
"""Every kind of change, what matters most first. Each but `relationship` has its opposite."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that changed.

    `kind` is one of KINDS. `people` are the keys of those it is about: one person, the two of a
    link, or whoever meets (or met) a wish. `about` is the key of a role or a wish. `supports` are
    what begun or ended; for somebody new what they give, for somebody gone what they gave. `knows`
    are those whom somebody new knows, or somebody gone knew.
    """

    kind: str
    people: tuple[str, ...] = ()
    about: str = ""
    supports: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What is different between two snapshots of one network, what matters first.

    `was` and `now` count both. An empty `items` means that nothing changed which is compared here.
    """

    before: Network
    after: Network
    items: tuple[Item, ...]
    was: Counts
    now: Counts

    def person(self, key: str) -> Person:
        """The one with this key, as they are now; as they were, if they are gone.

        Raises: LookupError when nobody has this key on either day.
        """
        return _either(self.before, self.after, key)

    def wish(self, key: str) -> Wish:
        """The wish with this key, as it is now; as it was, if it is gone.

        Raises: LookupError when there is no such wish on either day.
        """
        return _latest(self.before.wishes, self.after.wishes, key)

    def role(self, key: str) -> Role:
        """The role with this key, as it is now; as it was, if it is gone.

        Raises: LookupError when there is no such role on either day.
        """
        return _latest(self.before.roles, self.after.roles, key)


def compare(before: Network, after: Network) -> Change:
    """What changed from one snapshot of a network to another.

    People, wishes and roles are matched by their keys. Closer is a smaller circle; a support that
    begins or ends is told of people who are there on both days, those of somebody new or gone are
    told with them. Turned round, everything becomes its opposite. When there is no answer: never;
    two networks without a common key are everybody gone and everybody new.

    >>> rosa, kofi = Person("r", "Rosa", circle=1), Person("k", "Kofi", circle=3)
    >>> nearer = Person("k", "Kofi", circle=2, gives=frozenset({"fun"}))
    >>> found = compare(Network("Maya", (rosa, kofi)), Network("Maya", (nearer,)))
    >>> [(item.kind, item.people, item.supports) for item in found.items]
    [('gone', ('r',), ()), ('closer', ('k',), ()), ('gives_begun', ('k',), ('fun',))]
    """
    pair = _Pair(before, after)
    found = [item for rule in RULES for item in rule(pair)]
    items = tuple(sorted(found, key=lambda item: _weight(pair, item)))
    return Change(before, after, items, count(before), count(after))


@dataclass(frozen=True)
class _Pair:
    """Both days, and who is there on both, with both of their ties."""

    before: Network
    after: Network

    def stayed(self) -> Iterator[tuple[Person, Person]]:
        now = {person.key: person for person in self.after.people}
        for was in self.before.people:
            if was.key in now:
                yield was, now[was.key]

    def living(self) -> Iterator[tuple[Person, Person]]:
        return ((was, now) for was, now in self.stayed() if not _died(was) and not _died(now))


def _died(person: Person) -> bool:
    return person.kind is Kind.DIED


def _either(before: Network, after: Network, key: str) -> Person:
    try:
        return after.person(key)
    except LookupError:
        return before.person(key)


def _latest(was: tuple[Keyed, ...], now: tuple[Keyed, ...], key: str) -> Keyed:
    """The one with this key among those of now, else among those of then."""
    for one in now + was:
        if one.key == key:
            return one
    raise LookupError(f"Nothing in either network has the key {key!r}.")


def _weight(pair: _Pair, item: Item) -> tuple[object, ...]:
    """Of one kind people come before pets, places and things, the closest first."""
    people = [_either(pair.before, pair.after, key) for key in item.people]
    others = not any(person.counts or _died(person) for person in people)
    circle = min((person.circle or FAR for person in people), default=FAR)
    names = tuple(person.name for person in people)
    return (KINDS.index(item.kind), others, circle, names, item.people, item.about)


def _ordered(supports: Iterable[str]) -> tuple[str, ...]:
    """The nine in their order, a network's own after them."""
    place = {support: number for number, support in enumerate(SUPPORTS)}
    return tuple(sorted(supports, key=lambda key: (place.get(key, len(place)), key)))


def _came_and_went(pair: _Pair) -> Iterator[Item]:
    for kind, here, other in (("new", pair.after, pair.before), ("gone", pair.before, pair.after)):
        there = {person.key for person in other.people}
        for person in here.people:
            if person.key not in there:
                knows = tuple(sorted(here.knows(person.key)))
                yield Item(kind, (person.key,), "", _ordered(person.gives), knows)


def _died_or_lives(pair: _Pair) -> Iterator[Item]:
    for was, now in pair.stayed():
        if _died(was) != _died(now):
            kind, living = ("died", was) if _died(now) else ("lives", now)
            yield Item(kind, (now.key,), "", _ordered(living.gives))


def _moved(pair: _Pair) -> Iterator[Item]:
    for was, now in pair.living():
        if was.circle and now.circle and was.circle != now.circle:
            yield Item("closer" if now.circle < was.circle else "further", (now.key,))


def _pay(pair: _Pair) -> Iterator[Item]:
    for was, now in pair.living():
        if was.paid and now.paid and was.is_paid != now.is_paid:
            yield Item("now_paid" if now.is_paid else "no_longer_paid", (now.key,))


def _relationship(pair: _Pair) -> Iterator[Item]:
    for was, now in pair.living():
        if was.relationship and now.relationship and was.relationship != now.relationship:
            yield Item("relationship", (now.key,))


def _supports(pair: _Pair) -> Iterator[Item]:
    for was, now in pair.living():
        for kind, more in (
            ("gives_begun", now.gives - was.gives),
            ("gives_ended", was.gives - now.gives),
            ("receives_begun", now.receives - was.receives),
            ("receives_ended", was.receives - now.receives),
        ):
            if more:
                yield Item(kind, (now.key,), supports=_ordered(more))


def _links(pair: _Pair) -> Iterator[Item]:
    """Between people who are there on both days; the others' are told with them."""
    there = {was.key for was, _now in pair.stayed()}

    def told(kind: str, links: frozenset[Link]) -> Iterator[Item]:
        return (Item(kind, both) for both in links if there >= set(both))

    yield from told("link_new", pair.after.links - pair.before.links)
    yield from told("link_gone", pair.before.links - pair.after.links)


def _roles(pair: _Pair) -> Iterator[Item]:
    for begun, ended, held in (
        ("role_given", "role_given_back", _holding),
        ("stand_in", "stand_in_gone", _standing_in),
    ):
        was, now = held(pair.before), held(pair.after)
        yield from (Item(begun, (key,), role) for key, role in now - was)
        yield from (Item(ended, (key,), role) for key, role in was - now)


def _holding(network: Network) -> set[tuple[str, str]]:
    return {(k, r.key) for r in network.roles for k in r.held_by if _is_here(network, k)}


def _standing_in(network: Network) -> set[tuple[str, str]]:
    return {(k, r.key) for r in network.roles for k in r.stand_ins if _is_here(network, k)}


def _is_here(network: Network, key: str) -> bool:
    return any(person.key == key for person in network.people)


def _wishes(pair: _Pair) -> Iterator[Item]:
    before, after = ({wish.key: wish for wish in net.wishes} for net in (pair.before, pair.after))
    for key in before.keys() | after.keys():
        if key not in before:
            yield Item("wish_new", about=key)
        elif key not in after:
            yield Item("wish_gone", about=key)
        else:
            was, now = met_by(pair.before, before[key]), met_by(pair.after, after[key])
            if bool(was) != bool(now):
                yield Item("wish_met" if now else "wish_open", now or was, key)


RULES = (
    _came_and_went,
    _died_or_lives,
    _moved,
    _pay,
    _relationship,
    _supports,
    _links,
    _roles,
    _wishes,
)
"""Every rule there is; the order says nothing, KINDS does."""
