"""What somebody is asked who is in a story or a picture, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from closeknit.networks.audience import called
from closeknit.networks.models import Membership, Network
from closeknit.policy import Actor

from .models import Consent, Photo, Story
from .told import parts_of, state_words, told_when


def told_of(network: Network, row: Consent) -> dict[str, Any]:
    """What the page of the question says: what they are in, and who told it."""
    lived = row.lived
    found: dict[str, Any] = {
        "row": row,
        "person": row.person,
        "by": author(network, lived),
        "state": state_words(row, to_them=True),
        "answered": row.is_answered,
        "network_name": network.name,
    }
    if isinstance(lived, Story):
        found |= {"story": lived, "parts": parts_of(lived), "on": told_when(lived)}
    return found


def author(network: Network, lived: Any) -> str:
    """The name of whoever told it, or took it."""
    here = Membership.active().filter(network=network, account=lived.author_id)
    member = here.select_related("person", "account").first()
    return called(member, network) if member else ""


def asked_about(row: Consent) -> str:
    """The address to hand over; empty while nobody asked."""
    return row.address if row.nonce and row.can_be_asked() else ""


@dataclass(frozen=True)
class Mine:
    """Something somebody is in, and what they said to it."""

    row: Consent
    lived: Any
    state: str
    picture: bool


def mine(actor: Actor) -> list[Mine]:
    """Everything this actor is in that they were asked about or may see, newest first."""
    if not actor.person:
        return []
    rows = Consent.visible_to(actor).filter(person=actor.person)
    rows = rows.select_related("story", "photo", "network", "person").order_by("-made_at")
    for name in ("story", "photo"):
        rows = Consent.with_others(rows, name)
    seen = {
        *Story.visible_to(actor).exclude(told_at=None).values_list("pk", flat=True),
        *Photo.visible_to(actor).values_list("pk", flat=True),
    }
    there = (row for row in rows if row.leads())
    return [
        Mine(row, row.lived, state_words(row, to_them=True), row.photo_id is not None)
        for row in there
        if row.answer != Consent.Answer.NOT_ASKED or row.lived.pk in seen
    ]
