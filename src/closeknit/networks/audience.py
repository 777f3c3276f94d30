"""Who can see something, in names: computed from the policy, never written by hand."""

from __future__ import annotations

from closeknit.policy import Actor, Facts, Level, Role, Verb, may

from .models import Membership, Network, Person


def taking_part(network: Network) -> list[Membership]:
    """Everyone who takes part now, the person first."""
    found = Membership.active().filter(network=network).select_related("person", "account")
    return sorted(found, key=lambda m: (m.role != Role.PERSON, m.role != Role.STEWARD, m.made_at))


def readers(network: Network, facts: Facts, members: list[Membership]) -> list[str]:
    """The names of those among them who may read this row."""
    return [called(member, network) for member in members if may(member.actor(), Verb.READ, facts)]


def readers_of_page(network: Network, person: Person, members: list[Membership]) -> list[str]:
    """Who may read the whole page about this person."""
    facts = Facts("tie", network.pk, level=Level.STEWARDS, about=person.pk)
    return readers(network, facts, members)


def sees_own_part(person: Person, members: list[Membership]) -> bool:
    """Whether the person the page is about takes part, and so reads their own part of it."""
    about = Facts("person", person.tenant, level=Level(person.audience), about=person.pk)
    theirs: list[Actor] = [m.actor() for m in members if m.person_id == person.pk]
    return any(not actor.in_charge and may(actor, Verb.READ, about) for actor in theirs)


def called(member: Membership, network: Network) -> str:
    """How whoever takes part is called on pages: never by their address."""
    if member.role == Role.PERSON:
        return network.name
    return member.person.name if member.person else member.account.name
