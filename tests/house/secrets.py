"""Fifty secrets of each class, written through the verbs of the models by those who may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from closeknit.networks.models import (
    Chapter,
    Contact,
    Dismissal,
    Link,
    Note,
    Person,
    Portrait,
    Proposal,
    Row,
    Support,
    Wish,
)
from closeknit.plans.models import Confidant, Intention
from closeknit.policy import Actor, Audience, Level
from closeknit.stories.models import Moment, Reflection
from tests.cast import Cast

MANY = 50
EVERYBODY = ("maya", "rosa", "kofi", "tanya")
TWO = Audience(Level.PERSON)


def only_me(cast: Cast) -> Iterator[Row]:
    """Notes, intentions, moments and thoughts that Maya, Rosa and Kofi keep to themselves."""
    june = cast.people["june"]
    for number in range(MANY // 5):
        yield Note.make(cast.maya, person=june, text=f"Canary {number}")
        yield Intention.make(cast.maya, words=f"Canary {number}", person=june)
        yield Intention.make(cast.kofi, words=f"Canary {number}")
        yield Moment.make(cast.maya, text="Canary", audience=Level.ONLY_ME)
        yield Reflection.write(cast.maya, asked="Canary?", text=f"Canary {number}", mood="calm")
        gone = Note.make(cast.maya, person=june, text=f"Canary {number}")
        gone.bin(cast.maya)
        yield gone


def only_rosa(cast: Cast) -> Iterator[Row]:
    """The same of Rosa, a steward: not even Maya knows."""
    june = cast.people["june"]
    for number in range(MANY // 2):
        yield Note.make(cast.rosa, person=june, text=f"Canary {number}")
        yield Moment.make(cast.rosa, text="Canary", audience=Level.ONLY_ME, person=june)
        yield Reflection.write(cast.rosa, prompt="turned_up", text=f"Canary {number}")


def us_two(cast: Cast) -> Iterator[Row]:
    """What Maya keeps to herself and whoever wrote it: people, and all that is said of others."""
    june, kofi = cast.people["june"], cast.people["kofi"]
    for number in range(MANY // 10):
        marco = Person.welcome(cast.maya, f"Canary {number}", audience=Level.PERSON)
        yield marco
        yield from _said_of(cast.maya, marco, number)
        yield _narrowed(cast, Contact.make(cast.maya, person=june, how="phone", value="Canary"))
        yield Wish.make(cast.maya, kind="companion", words="Canary", audience=Level.PERSON)
        yield _photo(cast, june, Level.PERSON)
        yield Moment.make(cast.maya, text="Canary", person=kofi, audience=Level.PERSON)
        yield Support.make(cast.maya, name=f"Canary {number}", audience=Level.PERSON)
        yield Link.make(cast.maya, **_pair(june, marco))
    yield Dismissal.make(cast.maya, finding="only_paid", audience=Level.PERSON)
    gone = Person.welcome(cast.maya, "Canary gone", audience=Level.PERSON)
    gone.bin(cast.maya)
    yield gone


def hidden_from(who: str) -> Callable[[Cast], Iterator[Row]]:
    """Rows that all others see, but not this one of the cast."""

    def hide(cast: Cast) -> Iterator[Row]:
        out = frozenset(cast.actors[who].names)
        usual, wide = (Audience(at, frozenset(), out) for at in (Level.STEWARDS, Level.NETWORK))
        june = cast.people["june"]
        for number in range(MANY // 10):
            marco = Person.welcome(cast.maya, f"Canary {number}")
            marco.share(cast.maya, 1, wide)
            yield marco
            yield from _said_of(cast.maya, marco, number)
            told = Moment.make(cast.maya, text="Canary", person=june)
            told.share(cast.maya, 1, wide)
            yield told
            for row in (
                Contact.make(cast.maya, person=june, how="phone", value="Canary"),
                Wish.make(cast.maya, kind="companion", words="Canary", keep_open=True),
                Support.make(cast.maya, name=f"Canary {number}"),
                Chapter.make(cast.maya, person=june, since="1999", why="Canary"),
                _photo(cast, june, Level.UNPAID),
                Link.make(cast.maya, **_pair(june, marco)),
            ):
                row.share(cast.maya, row.version, usual)
                yield row
            gone = Contact.make(cast.maya, person=marco, how="phone", value="Canary")
            gone.bin(cast.maya)
            yield gone
        dismissed = Dismissal.make(cast.maya, finding="only_paid")
        dismissed.share(cast.maya, 1, usual)
        yield dismissed

    return hide


def confidants(cast: Cast) -> Iterator[Row]:
    """Whom Maya trusts: wishes for a confidant, and what waits for her yes alone."""
    for number in range(MANY // 2):
        yield Wish.make(
            cast.maya,
            kind="role",
            about="confidant",
            words=f"Canary {number}",
            audience=Level.PERSON,
        )
        told = Moment.make(cast.kofi, text="Canary", audience=Level.PERSON)
        told.share(cast.kofi, 1, Audience(Level.CHOSEN, frozenset({cast.people["tanya"].pk})))
        yield Proposal.everyones.get(target=told.pk)


def trusted(cast: Cast) -> Iterator[Row]:
    """Whom Maya asked to be trusted: some said yes, some gave it back, one is in the bin."""
    day, june = timezone.localdate(), cast.people["june"]
    for number in range(MANY):
        one = Confidant.make(cast.maya, "asked_role", person=june, asked_on=day, words="Canary")
        if number % 3:
            one.say(cast.maya, 1, "yes", day)
        if number % 3 == 2:
            one.say(cast.maya, 2, "back", day)
        if number == 1:
            one.bin(cast.maya)
        yield one


def elsewhere(cast: Cast) -> Iterator[Row]:
    """A whole network of Lena's."""
    for number in range(MANY // 5):
        other = Person.welcome(cast.lena, f"Canary {number}")
        yield other
        yield Chapter.make(cast.lena, person=other, circle=1)
        yield Contact.make(cast.lena, person=other, how="phone", value="Canary")
        yield Wish.make(cast.lena, kind="companion", words="Canary")
        yield Moment.make(cast.lena, text="Canary", audience=Level.NETWORK)


def _said_of(actor: Actor, person: Person, number: int) -> Iterator[Row]:
    """What stewards would see of anybody else: it is hidden with the person."""
    yield Chapter.make(actor, person=person, circle=1 + number % 4, gives={"talk": "Canary"})
    yield Contact.make(actor, person=person, how="phone", value="Canary")
    yield Moment.make(actor, text="Canary", person=person)


def _narrowed(cast: Cast, row: Row) -> Row:
    row.share(cast.maya, row.version, TWO)
    return row


def _photo(cast: Cast, person: Person, level: Level) -> Portrait:
    file = default_storage.save("portraits/aa/canary.webp", ContentFile(b"RIFF"))
    return Portrait.make(cast.maya, person=person, file=file, audience=level)


def _pair(one: Person, other: Person) -> dict[str, Any]:
    a, b = sorted((one.pk, other.pk))
    return {"a_id": a, "b_id": b}


# Each class of secrets, and those of the cast who may not know.
CLASSES: dict[str, tuple[Callable[[Cast], Iterator[Row]], tuple[str, ...]]] = {
    "only me": (only_me, ("rosa", "tanya")),
    "only Rosa": (only_rosa, ("maya", "kofi")),
    "us two": (us_two, ("rosa", "kofi", "tanya")),
    "hidden from Rosa": (hidden_from("rosa"), ("rosa",)),
    "hidden from Kofi": (hidden_from("kofi"), ("kofi",)),
    "hidden from Tanya": (hidden_from("tanya"), ("tanya",)),
    "confidants": (confidants, ("rosa", "tanya")),
    "trusted": (trusted, ("rosa", "kofi", "tanya")),
    "another network": (elsewhere, EVERYBODY),
}
