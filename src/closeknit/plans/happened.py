"""Where people met, and who said yes to what, for the story of the network."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks.snapshot import Snapshot
from closeknit.networks.timeline import Happened

from .models import Gathering
from .responsibilities import yeses


def met(seen: Snapshot) -> Iterable[Happened]:
    """A gathering that was held stands at its day. One query."""
    rows = Gathering.visible_to(seen.actor).filter(cancelled_at=None).exclude(closed_at=None)
    for row in rows:
        if row.starts_at is None:
            continue
        day = row.local(row.starts_at).date().isoformat()
        words = _("We met: %(title)s") % {"title": row.title}
        yield Happened(day, words, reverse("gathering", args=[seen.row.pk, row.pk]), "gathering")


def took_on(seen: Snapshot) -> Iterable[Happened]:
    """A yes to a role, and a role given back, at their days. One query."""
    url = reverse("roles", args=[seen.row.pk])
    for one in yeses(seen.actor):
        if one.person not in seen.people:
            continue
        about = {"name": seen.people[one.person].name, "role": one.called}
        yield Happened(one.yes_on.isoformat(), _("%(name)s said yes: %(role)s") % about, url)
        if one.back_on:
            back = _("%(name)s gave this back: %(role)s") % about
            yield Happened(one.back_on.isoformat(), back, url)
