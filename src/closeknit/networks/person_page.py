"""One person's page: rows read as whoever asks may read them, ready to be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from closeknit.policy import Actor

from .audience import called, readers_of_page, sees_own_part, taking_part
from .faces import FaceView, face_for
from .models import Chapter, Contact, Link, Membership, Network, Note, Person, Portrait, Support
from .telling import chips, turned, when, who
from .words import support_name


@dataclass(frozen=True)
class Told:
    """One chapter, as it is told under "Over the years"."""

    row: Chapter
    when: str
    change: str
    current: bool
    by: str = ""


@dataclass(frozen=True)
class Known:
    """Somebody with their face."""

    person: Person
    face: FaceView


@dataclass(frozen=True)
class PersonPage:
    """Everything the networks' side knows about one person, for one reader."""

    person: Person
    face: FaceView
    portraits: dict[str, Portrait]
    tie: Chapter
    sentence: str
    chips: list[str]
    gives: list[tuple[str, str]]
    receives: list[tuple[str, str]]
    chapters: list[Told]
    knows: list[Known]
    contacts: list[Contact]
    notes: list[Note]
    members: list[Membership]
    readers: list[str]
    own_part: bool
    words: Mapping[str, str]


def person_page(
    network: Network, actor: Actor, key: str, on: dt.date, own: Mapping[str, Support]
) -> PersonPage | None:
    """The page about this person, or None where this reader finds nobody. Eight queries.

    `own` are the kinds of support that the network named itself.
    """
    people = {person.pk: person for person in Person.visible_to(actor)}
    person = people.get(key)
    if person is None:
        return None
    rows = sorted(
        Chapter.visible_to(actor).filter(person=person), key=lambda c: (c.since, c.made_at)
    )
    tie = Chapter.holding(rows, on).get(key) or (rows[-1] if rows else Chapter(person=person))
    portraits = {p.person_id or "": p for p in Portrait.visible_to(actor)}
    members = taking_part(network)
    name = "" if actor.role == "person" else network.name
    return PersonPage(
        person=person,
        face=face_for(person, portraits),
        portraits=portraits,
        tie=tie,
        sentence=who(person, tie),
        chips=chips(person, tie),
        gives=[(support_name(k, own, name), words) for k, words in tie.gives.items()],
        receives=[(_received(k, own, person), words) for k, words in tie.receives.items()],
        chapters=_told(rows, tie, _writers(network, actor, members)),
        knows=[Known(p, face_for(p, portraits)) for p in _known(actor, key, people)],
        contacts=list(Contact.visible_to(actor).filter(person=person)),
        notes=list(Note.visible_to(actor).filter(person=person)),
        members=members,
        readers=readers_of_page(network, person, members),
        own_part=sees_own_part(person, members),
        words=headings(person, network, mine=actor.role == "person"),
    )


def _received(key: str, own: Mapping[str, Support], person: Person) -> str:
    return support_name(key, own, person.name)


def _writers(network: Network, actor: Actor, members: Iterable[Membership]) -> dict[str, str]:
    """Who wrote a chapter, by account, in words; whoever left is not named any more."""
    names = {member.account_id: called(member, network) for member in members}
    return {
        account: _("written by you")
        if account == actor.account
        else _("written by %(name)s") % {"name": name}
        for account, name in names.items()
    }


def _told(rows: list[Chapter], tie: Chapter, writers: Mapping[str, str]) -> list[Told]:
    before: list[Chapter | None] = [None, *rows]
    return [
        Told(
            row,
            when(row.since),
            turned(last, row),
            row.pk == tie.pk,
            writers.get(row.author_id or "", ""),
        )
        for last, row in zip(before, rows, strict=False)
    ]


def _known(actor: Actor, key: str, people: Mapping[str, Person]) -> list[Person]:
    others = [b if a == key else a for a, b in Link.of(actor, key)]
    return sorted((people[o] for o in others if o in people), key=lambda p: p.name.casefold())


def headings(person: Person, network: Network, *, mine: bool) -> dict[str, str]:
    """The headings that depend on whom the page is about, and on who reads it."""
    names = {"name": person.name, "focus": network.name}
    return {
        "gives": _gives(person, mine) % names,
        "receives": _receives(person, mine) % names,
        "knows": _knows(person) % names,
    }


def _gives(person: Person, mine: bool) -> str:
    if person.kind == "died":
        return _("What %(name)s did for you") if mine else _("What %(name)s did for %(focus)s")
    if person.kind in ("place", "thing"):
        return _("What %(name)s gives you") if mine else _("What %(name)s gives %(focus)s")
    return _("What %(name)s does for you") if mine else _("What %(name)s does for %(focus)s")


def _receives(person: Person, mine: bool) -> str:
    if person.kind == "died":
        return _("What you did for %(name)s") if mine else _("What %(focus)s did for %(name)s")
    return _("What you do for %(name)s") if mine else _("What %(focus)s does for %(name)s")


def _knows(person: Person) -> str:
    return {
        "place": _("Who goes to %(name)s"),
        "group": _("Who belongs to %(name)s"),
        "thing": _("Who knows about %(name)s"),
        "died": _("Who knew %(name)s"),
        "pet": _("Who knows %(name)s"),
    }.get(person.kind, _("Who %(name)s knows here"))
