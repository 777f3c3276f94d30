"""What the made-up people keep of looking back: two copies of the map, and why it changed."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from closeknit.networks.changes import years_ago
from closeknit.networks.copies import keep
from closeknit.networks.models import Between
from closeknit.policy import Actor

WHY = (
    "The choir was too far in winter, so Dee and I lost sight of each other. Then she found the "
    "one by the market, and rang my bell. I did not do that alone: Kofi knows the bus."
)


def look_back(maya: Actor, rosa: Actor) -> None:
    """The map of five years ago and of a year ago, kept; and Maya’s own note on the last year."""
    today = timezone.localdate()
    keep(maya, "When I moved into my own place", dt.date(today.year - 5, 6, 1))
    keep(rosa, "Last year, before the choir", years_ago(1, today))
    Between.say(maya, years_ago(1, today), today, 0, WHY)
