"""Where people met, for the story of the network."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks.snapshot import Snapshot
from closeknit.networks.timeline import Happened

from .models import Gathering


def met(seen: Snapshot) -> Iterable[Happened]:
    """A gathering that was held stands at its day. One query."""
    rows = Gathering.visible_to(seen.actor).filter(cancelled_at=None).exclude(closed_at=None)
    for row in rows:
        if row.starts_at is None:
            continue
        day = row.local(row.starts_at).date().isoformat()
        words = _("We met: %(title)s") % {"title": row.title}
        yield Happened(day, words, reverse("gathering", args=[seen.row.pk, row.pk]), "gathering")
