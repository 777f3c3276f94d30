"""Empty chairs: what the person wishes for and nobody meets, or wants one more of."""

from __future__ import annotations

from dataclasses import dataclass

from closeknit.core.gaps.asking import could_ask
from closeknit.core.network import Network, Wish


@dataclass(frozen=True, slots=True)
class EmptyChair:
    """A place at the table that is waiting for somebody.

    `key`, `kind`, `about` and `words` are the wish's. `circle` is where the chair stands on the
    map. `met_by` are the people who meet the wish already when the chair is `kept_open`, and
    `could_ask` up to three people near enough to ask.
    """

    key: str
    kind: str
    about: str
    words: str
    circle: int
    kept_open: bool
    met_by: tuple[str, ...]
    could_ask: tuple[str, ...]
    weight: int


def met_by(network: Network, wish: Wish) -> tuple[str, ...]:
    """The living people who meet a wish: they give the support, hold the role, or somebody said so.

    >>> from closeknit.core.network import Person
    >>> network = Network("Maya", (Person("r", "Rosa", gives=frozenset({"money"})),))
    >>> met_by(network, Wish("w", "support", "money"))
    ('r',)
    """
    found = set(wish.met_by)
    if wish.kind == "support":
        found |= {person.key for person in network.givers(wish.about)}
    elif wish.kind == "role":
        found |= {key for role in network.roles if role.about == wish.about for key in role.held_by}
    return tuple(sorted(person.key for person in network.counted if person.key in found))


def empty_chairs(network: Network) -> tuple[EmptyChair, ...]:
    """The chairs that are waiting, the one that matters most first.

    A wish makes a chair when nobody living meets it, or when the person keeps it open. Only one or
    only paid people for a wish is no empty chair but a finding.

    >>> wish = Wish("w", "companion", words="A friend my own age", circle=2)
    >>> [chair.words for chair in empty_chairs(Network("Maya", wishes=(wish,)))]
    ['A friend my own age']
    """
    found = []
    for wish in network.wishes:
        already = met_by(network, wish)
        if wish.keep_open or not already:
            support = wish.about if wish.kind == "support" else ""
            asked = could_ask(network, support, beside=already) if wish.kind != "companion" else ()
            found.append(
                EmptyChair(
                    key=wish.key,
                    kind=wish.kind,
                    about=wish.about,
                    words=wish.words,
                    circle=wish.circle or 2,
                    kept_open=bool(already),
                    met_by=already,
                    could_ask=asked,
                    weight=wish.weight,
                )
            )
    return tuple(sorted(found, key=lambda chair: (-chair.weight, chair.key)))
