"""Who among contacts that somebody brought looks like somebody already here, or comes twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from closeknit.core.formats.contact import Contact
from closeknit.core.formats.duplicates import find_duplicates, same_first_name
from closeknit.networks.alike import known_here
from closeknit.policy import Actor

_MOST = 5  # hints about one contact


@dataclass(slots=True)
class Alikeness:
    """What was found about one contact: people here with the reason, and names of its twins."""

    place: int
    known: list[tuple[str, str]] = field(default_factory=list)
    twins: list[str] = field(default_factory=list)


def compare(actor: Actor, contacts: Sequence[Contact]) -> list[Alikeness]:
    """For each contact, in order, who here or in the same file may be the same person."""
    found = [Alikeness(at) for at in range(len(contacts))]
    here = known_here(actor)
    for alike in find_duplicates(contacts, here):
        why = next(reason for reason in ("name", "email", "phone") if reason in alike.why)
        names = Counter(contacts[at].name for at in alike.contacts)
        first = list(islice(names, _MOST + 1))  # a file may hold the same name 100,000 times
        for at in alike.contacts:
            found[at].known = [(key, why) for key in alike.known[:_MOST]]
            own = contacts[at].name
            found[at].twins = [name for name in first if name != own or names[own] > 1][:_MOST]
    for at, keys in same_first_name(contacts, here).items():
        found[at].known = found[at].known or [(key, "first_name") for key in keys[:_MOST]]
    return found
