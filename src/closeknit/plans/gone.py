"""What was taken away in this room and can come back, for the bin."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from closeknit.networks.bin import in_the_bin
from closeknit.networks.models import Row
from closeknit.policy import Actor

from .models import Ask, Confidant, Decision, Gathering, Intention, Role, Touch

BACK: dict[type[Row], str] = {
    Ask: "bring_back_ask",
    Gathering: "gathering_bring_back",
    Role: "role_bring_back",
    Confidant: "confidant_bring_back",
    Decision: "decision_bring_back",
    Intention: "bring_back_intention",
    Touch: "bring_back_touch",
}


def planned(actor: Actor, now: dt.datetime) -> list[tuple[Row, str]]:
    """Each with the address that brings it back."""
    rows = in_the_bin(actor, now, BACK)
    return [(row, reverse(BACK[type(row)], args=[actor.network, row.pk])) for row in rows]
