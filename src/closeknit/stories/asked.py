"""What somebody is asked who is in a story or a picture, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from closeknit.networks.audience import called
from closeknit.networks.models import Membership, Network
from closeknit.policy import Actor

from .models import Consent, Photo, Story
from .told import parts_of, state_words, told_when


def told_of(network: Network, row: Consent, shown: bool = True) -> dict[str, Any]:
    """What the page of the question says: what they are in, and who told it.

    Where it is not `shown` nothing of it, nor whose it is, is handed to the page.
    """
    found: dict[str, Any] = {
        "row": row,
        "person": row.person,
        "state": state_words(row, to_them=True),
        "answered": row.is_answered,
        "network_name": network.name,
    }
    if not shown:
        return found
    lived = row.lived
    found["changed_since"] = row.is_asked_anew()
    found["by"] = author(network, lived)
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
    """Something somebody is in, and what they said to it; `name` is empty where it is not shown."""

    row: Consent
    name: str
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
    there = [(row, row.lived.pk in seen) for row in rows if row.stands()]
    return [
        _mine(row, row.is_shown_to(actor, reads))
        for row, reads in there
        if row.is_found(reads) and (row.has_a_say() or reads)
    ]


def _mine(row: Consent, shown: bool) -> Mine:
    name = row.lived.in_short() if shown else ""
    return Mine(row, name, state_words(row, to_them=True), row.photo_id is not None)
