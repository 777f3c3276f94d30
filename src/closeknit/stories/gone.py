"""What was taken away in this room and can come back, for the bin."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from closeknit.networks.bin import DAYS, in_the_bin
from closeknit.networks.models import Row
from closeknit.policy import Actor

from .models import Keepsake, Moment, OwnPrompt, Photo, Reflection, Story

BACK: dict[type[Row], str] = {
    Story: "bring_back_story",
    Moment: "bring_back_moment",
    Photo: "photo_bring_back",
    Reflection: "bring_back_reflection",
    Keepsake: "keepsake_bring_back",
    OwnPrompt: "bring_back_prompt",
}


def told(actor: Actor, now: dt.datetime) -> list[tuple[Row, str]]:
    """Each with the address that brings it back."""
    rows: list[Row] = in_the_bin(actor, now, [kind for kind in BACK if kind is not Photo])
    rows += Photo.taken_away(actor, now - dt.timedelta(days=DAYS))
    rows.sort(key=lambda row: row.binned_at or now, reverse=True)
    return [(row, reverse(BACK[type(row)], args=[actor.network, row.pk])) for row in rows]
