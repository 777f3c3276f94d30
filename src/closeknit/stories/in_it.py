"""Who is in a picture, as this reader may know it: names as they were agreed, faces, roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.networks.faces import face_for
from closeknit.networks.models import Chapter, Network, Person, Portrait
from closeknit.networks.words import RELATIONSHIPS
from closeknit.policy import Actor

from .models import Consent, Photo

ME = "me"
"""The focus person, in a list to choose from."""
CAN_BE_SEEN = (Kind.PERSON, Kind.PET, Kind.PLACE, Kind.DIED)
"""Who and what can be in a picture. A group is marked one by one."""
WITH_A_FACE = (Consent.Called.OWN, Consent.Called.FIRST)


@dataclass(frozen=True)
class InIt:
    """Somebody in a picture."""

    number: int
    name: str
    role: str
    face: str
    page: str  # key of the person, where the reader may open their page
    x: int | None
    y: int | None


def in_it(photo: Photo, network: Network, actor: Actor) -> list[InIt]:
    """Everybody who is marked in it, in the order they were named. Four queries."""
    told = list(photo.consents.filter(binned_at=None).select_related("person"))
    people = set(Person.visible_to(actor).values_list("pk", flat=True)) if told else set()
    hung = {p.person_id or "": p for p in Portrait.visible_to(actor)} if told else {}
    chapters = Chapter.visible_to(actor).filter(person__in=[one.person_id for one in told])
    ties = Chapter.holding(chapters, timezone.localdate()) if told else {}
    found = []
    for number, consent in enumerate(told, 1):
        whose: Any = consent.person or network
        known = consent.person is None or consent.person_id in people
        shown = known and consent.called in WITH_A_FACE
        name = consent.name_for(whose.name) if known or is_told(consent) else _("somebody")
        tie = ties.get(consent.person_id or "")
        found.append(
            InIt(
                number,
                name,
                role_of(consent.person, tie) if shown else "",
                face_for(whose, hung).href if shown else "",
                consent.person_id or "" if shown else "",
                *at(photo, consent),
            )
        )
    return found


def is_told(consent: Consent) -> bool:
    """Whether they agreed to be named in the network."""
    return consent.agrees("network", timezone.localdate())


def role_of(person: Person | None, tie: Chapter | None) -> str:
    """What they are here, in words: mum, choir; or what joins them to the person."""
    if person is None:
        return ""
    if person.known_as:
        return person.known_as
    return str(RELATIONSHIPS.get(tie.relationship, "")) if tie and tie.relationship else ""


def at(photo: Photo, consent: Consent) -> tuple[int | None, int | None]:
    """Where they are, in dots of the picture."""
    if consent.across is None or consent.down is None:
        return None, None
    return photo.width * consent.across // 100, photo.height * consent.down // 100


def to_choose_from(photo: Photo, network: Network, actor: Actor) -> list[tuple[str, str]]:
    """The person in the middle, and everybody on the map who could be in a picture."""
    people = Person.visible_to(actor)
    marked = [one.person_id for one in photo.consents.filter(binned_at=None)]
    could = [one for one in people if one.kind in CAN_BE_SEEN or one.pk in marked]
    by_name = sorted(could, key=lambda one: one.name.casefold())
    return [(ME, network.name), *((one.pk, one.name) for one in by_name)]
