"""What the map, the table, the tree and the sentences say: one set of words for all four."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.core.network import Kind, Network, Person

from .snapshot import Snapshot
from .words import CIRCLES, KINDS, PAY, RELATIONSHIPS, support_name

UNPLACED = 0
"""Stands for "no circle yet" wherever a circle's number is asked for."""


def listed(names: Iterable[object]) -> str:
    """Rosa, Inés and Kofi."""
    return str(get_text_list([str(name) for name in names], _("and")))


def circle_name(circle: int | None) -> str:
    return str(CIRCLES[circle]) if circle else _("No circle yet")


def title(seen: Snapshot) -> str:
    if seen.mine:
        return _("The people around you")
    return _("The people around %(name)s") % {"name": seen.network.name}


def counted(network: Network) -> str:
    """How many people there are, and how many are paid: 14 people: 10 who …, 4 who …"""
    count = len(network.counted)
    paid = sum(person.is_paid for person in network.counted)
    unsaid = sum(person.paid is None for person in network.counted)
    if count and count in (paid, count - paid - unsaid):
        return _all_alike(count, paid == count)
    people = ngettext("%(count)s person", "%(count)s people", count) % {"count": count}
    parts = _parts(count - paid - unsaid, paid, unsaid)
    if unsaid == count:
        return _("%(people)s.") % {"people": people}
    return _("%(people)s: %(parts)s.") % {"people": people, "parts": ", ".join(parts)}


def _all_alike(count: int, paid: bool) -> str:
    """One sentence where nobody differs."""
    if paid:
        said = ngettext(
            "%(count)s person, who is paid to be here.",
            "%(count)s people, all paid to be here.",
            count,
        )
    else:
        said = ngettext(
            "%(count)s person, here because they care.",
            "%(count)s people, all here because they care.",
            count,
        )
    return said % {"count": count}


def _parts(care: int, paid: int, unsaid: int) -> list[str]:
    """The parts of the count that are not empty."""
    caring = ngettext(
        "%(count)s who is here because they care", "%(count)s who are here because they care", care
    )
    earning = ngettext("%(count)s who is paid to be", "%(count)s who are paid to be", paid)
    unknown = ngettext("%(count)s not said yet", "%(count)s not said yet", unsaid)
    counts = ((caring, care), (earning, paid), (unknown, unsaid))
    return [words % {"count": number} for words, number in counts if number]


def small_number(count: int) -> str:
    """Two, three, … ten at the head of a sentence; figures above."""
    words = (
        *(_("No"), _("One"), _("Two"), _("Three"), _("Four"), _("Five")),
        *(_("Six"), _("Seven"), _("Eight"), _("Nine"), _("Ten")),
    )
    return words[count] if count < len(words) else str(count)


def waiting(chairs: int) -> str:
    """How many chairs are empty, as a sentence; nothing when none is."""
    if not chairs:
        return ""
    return ngettext("%(count)s chair is waiting.", "%(count)s chairs are waiting.", chairs) % {
        "count": small_number(chairs)
    }


def others(network: Network) -> str:
    """Those on the map who are not counted: a pet, a place, somebody who has died."""
    found = [person for person in network.people if not person.counts]
    if not found:
        return ""
    named = [
        _("%(name)s (%(what)s)") % {"name": person.name, "what": kind_word(person.kind)}
        for person in found[:5]
    ]
    if len(found) > 5:
        more = len(found) - 5
        named.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    return _("Also on the map: %(names)s.") % {"names": listed(named)}


def kind_word(kind: str) -> str:
    """a pet, a place, someone who has died: for use inside a sentence."""
    word = str(KINDS[kind])
    return word[:1].lower() + word[1:]


def known_as(person: Person) -> str:
    """The short word under the name: as written, or the relationship, or what it is."""
    if person.known_as:
        return person.known_as
    if person.kind is not Kind.PERSON:
        return kind_word(person.kind)
    return str(RELATIONSHIPS[person.relationship]) if person.relationship else ""


def pay_word(person: Person) -> str:
    return str(PAY[person.paid]) if person.paid else ""


def known_names(network: Network, person: Person) -> list[str]:
    """The names of everyone this one knows, in the network's order."""
    knows = network.knows(person.key)
    return [other.name for other in network.people if other.key in knows]


def supports(seen: Snapshot, keys: Iterable[str]) -> list[str]:
    """Names of supports in the network's order."""
    wanted = set(keys)
    known = [key for key in seen.network.supports if key in wanted]
    reader = "" if seen.mine else seen.network.name
    return [
        support_name(key, seen.supports, reader) for key in (*known, *sorted(wanted - set(known)))
    ]


def moved(name: str, was: int | None, now: int | None) -> str:
    """What to say once somebody stands in another circle."""
    words = {"name": name, "was": circle_name(was), "now": circle_name(now)}
    if was and now:
        return _("%(name)s moved from %(was)s to %(now)s.") % words
    if now:
        return _("%(name)s is now in the circle %(now)s.") % words
    return _("%(name)s is in no circle now.") % words


def about_everyone(seen: Snapshot) -> list[str]:
    """The first paragraph of the sentences: the whole network in a few short ones."""
    network = seen.network
    count = len(network.counted)
    who = {"name": network.name, "count": count}
    if seen.mine:
        said = [ngettext("You have %(count)s person.", "You have %(count)s people.", count) % who]
    else:
        said = [
            ngettext("%(name)s has %(count)s person.", "%(name)s has %(count)s people.", count)
            % who
        ]
    close = sum(person.circle == 1 for person in network.counted)
    paid = sum(person.is_paid for person in network.counted)
    said.append(_many(close, _("Nobody is very close."), _("1 is very close."), _("very close")))
    said.append(_many(paid, _("Nobody is paid."), _("1 is paid."), _("paid")))
    if not any(person.relationship == "neighbour" for person in network.counted):
        said.append(_("Nobody is a neighbour."))
    also = others(network)
    return [*said, also] if also else said


def _many(count: int, none: str, one: str, what: str) -> str:
    if count < 2:
        return one if count else none
    return _("%(count)s are %(what)s.") % {"count": count, "what": what}


def about_a_circle(circle: int, people: Sequence[Person]) -> str:
    """One sentence a circle: who is in it."""
    if not people:
        return _("Nobody is here yet.")
    names = listed(person.name for person in people)
    return ngettext("%(names)s is here.", "%(names)s are here.", len(people)) % {"names": names}


def about_a_person(seen: Snapshot, person: Person) -> list[str]:
    """Short sentences about one person and the tie: who, paid or not, help both ways, whom."""
    name, network = person.name, seen.network
    said = []
    what = known_as(person)
    if person.known_as and person.kind is not Kind.PERSON:
        what = f"{what}, {kind_word(person.kind)}"
    said.append(_("%(name)s: %(what)s.") % {"name": name, "what": what} if what else f"{name}.")
    if person.counts and person.paid:
        said.append(f"{pay_word(person)}.")
    gives, receives = supports(seen, person.gives), supports(seen, person.receives)
    them = {"focus": network.name, "gives": _in_a_row(gives), "receives": _in_a_row(receives)}
    if gives:
        you = _("Gives you: %(gives)s.") if seen.mine else _("Gives %(focus)s: %(gives)s.")
        said.append(you % them)
    if receives:
        you = (
            _("Gets from you: %(receives)s.")
            if seen.mine
            else _("Gets from %(focus)s: %(receives)s.")
        )
        said.append(you % them)
    known = known_names(network, person)
    if known:
        said.append(_("Knows %(names)s.") % {"names": listed(known)})
    elif person.counts and len(network.people) > 1:
        said.append(_("Knows nobody else here, as far as we know."))
    return said


def _in_a_row(names: Sequence[str]) -> str:
    """someone to talk to, fun and company: names that begin a line, put inside a sentence."""
    return ", ".join(name[:1].lower() + name[1:] for name in names)


def drawing_words(seen: Snapshot) -> dict[str, str]:
    """The words in and about the picture, by the keys of `core.layout.WORDS`."""
    circles = {f"circle.{number}": str(name) for number, name in CIRCLES.items()}
    kinds = {f"kind.{kind}": kind_word(kind) for kind in KINDS if kind != Kind.PERSON}
    return {
        **circles,
        **kinds,
        "title": title(seen).replace("{", "{{").replace("}", "}}"),  # it is filled in again
        "waiting": _("No circle yet"),
        "paid.unpaid": _("not paid"),
        "paid.paid": _("paid"),
        "paid.was_paid": _("was paid once"),
        "knows": _("knows {names}"),
        "chair": _("Empty chair: {words}"),
        "comma": _(", "),
    }
