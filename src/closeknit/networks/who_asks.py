"""Who asks, on a page behind a link: as much of it as the person in the middle lets be said."""

from __future__ import annotations

from dataclasses import dataclass

from closeknit.core.network import Kind
from closeknit.policy import Level, Role
from closeknit.policy.table import KEPT_BACK

from .audience import called
from .models import Membership, Network, Person


@dataclass(frozen=True)
class Asking:
    """The name of whoever asks, and whose network it is; each empty where it is not said."""

    by: str
    whose: str


def who_asks(
    network: Network, account: str | None, chosen: Person | None = None, *, theirs: bool = False
) -> Asking:
    """Whoever wrote the question, or whom they `chose` to ask in their place.

    `theirs` says that it is asked in the words of the person in the middle. Their name is said
    where they ask by themselves, or let links say it; else the one who wrote it asks.
    """
    here = Membership.active().filter(network=network, account=account or "")
    member = here.select_related("person", "account").first()
    own = member is not None and member.role == Role.PERSON
    whose = network.name if own or network.named_by_links else ""
    if chosen is not None and may_be_named(chosen):
        return Asking(chosen.name, whose)
    if theirs and whose:
        return Asking(whose, whose)
    return Asking(called(member, network) if member else "", whose)


def may_be_named(person: Person) -> bool:
    """Whether a page for somebody outside may name them: nobody under age, dead, gone or hidden."""
    there = person.kind == Kind.PERSON and not (person.binned_at or person.under_age)
    return there and Level(person.audience) not in KEPT_BACK
