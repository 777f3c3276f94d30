"""Taking somebody along from one of one’s networks to another: facts, and what one chooses.

What others wrote, what somebody agreed to, and how they are joined belongs to the network they are
in. Neither record names the other network.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from closeknit.accounts.record import in_turn, record
from closeknit.networks.alike import pairs
from closeknit.networks.models import Contact, Membership, Network, Note, Person, Row
from closeknit.policy import TABLE, Actor, Channel, Level, Verb, grants, must
from closeknit.policy.clauses import WIDER

FACTS = ("name", "kind", "known_as", "likes", "under_age", "face")


def targets(parts: Iterable[Membership], source: Actor) -> list[Network]:
    """One’s other networks, where one may put people on the map."""
    return [
        part.network
        for part in parts
        if part.network_id != source.network and grants(part.actor(), Verb.CREATE, "person")
    ]


def ways_of(actor: Actor, person: Person) -> list[Contact]:
    """The ways to reach them that this actor may take along."""
    return list(Contact.visible_to(actor, Channel.EXPORT).filter(person=person))


def notes_of(actor: Actor, person: Person) -> list[Note]:
    """One’s own notes; nobody else’s are ever shown to anybody."""
    mine = Note.visible_to(actor, Channel.EXPORT)
    return list(mine.filter(person=person, author=actor.account))


def there_already(target: Actor, person: Person) -> list[Person]:
    """Who in the other network looks like them."""
    here = list(Person.visible_to(target))
    found = pairs(target, [*here, person])
    both = [pair for pair in found if person.pk in (pair.one.pk, pair.other.pk)]
    return [pair.other if pair.one.pk == person.pk else pair.one for pair in both]


def no_wider(row: Row) -> Level:
    """Where it is new, it is seen as usual, unless here it was seen by fewer.

    Names of those who were let in or left out mean nothing elsewhere: then nobody but the person
    and whoever takes it along sees it.
    """
    usual = Level.PERSON if row.let_in or row.kept_out else TABLE[row.resource].level
    known = [level for level in (usual, Level(row.audience)) if level in WIDER]
    return min(known, key=WIDER.index)


def carry(
    source: Actor,
    target: Actor,
    person: Person,
    ways: Collection[Contact] = (),
    notes: Collection[Note] = (),
    *,
    away: bool = False,
) -> Person:
    """Put them on the map of the other network; with `away`, into the bin of this one."""
    must(source, Verb.READ, person.facts(), Channel.EXPORT)
    for row in (*ways, *notes):
        must(source, Verb.READ, row.facts(), Channel.EXPORT)
    first, second = sorted((source.network, target.network))
    with in_turn(first), in_turn(second):
        facts = {name: getattr(person, name) for name in FACTS}
        made = Person.make(target, "brought_along", **facts, audience=no_wider(person))
        for way in ways:
            said = {"how": way.how, "value": way.value, "audience": no_wider(way)}
            Contact.make(target, person=made, **said)
        for note in notes:
            Note.make(target, person=made, text=note.text, audience=no_wider(note))
        record(source, "took_along", Person.resource, person.pk, level=person.audience)
        if away:
            person.bin(source)
    return made
