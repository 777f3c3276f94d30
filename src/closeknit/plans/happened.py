"""Where people met, and who said yes to what, for the story of the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks.happening import Happened
from closeknit.networks.snapshot import Snapshot
from closeknit.networks.wishes_met import met as wish_met

from .models import Gathering
from .responsibilities import Said, yeses


def met(seen: Snapshot) -> Iterable[Happened]:
    """A gathering that was held stands at its day. One query."""
    rows = Gathering.visible_to(seen.actor).filter(cancelled_at=None).exclude(closed_at=None)
    for row in rows:
        if row.starts_at is None:
            continue
        day = row.local(row.starts_at).date().isoformat()
        words = _("We met: %(title)s") % {"title": row.title}
        yield Happened(day, words, reverse("gathering", args=[seen.row.pk, row.pk]), "gathering")


def held(seen: Snapshot) -> Iterable[Happened]:
    """Who said yes to a role, stepped in, or gave it back; and the wishes they met. One query.

    Who is a confidant is told to the two who know of it.
    """
    said = [one for one in yeses(seen.actor) if one.person in seen.people]
    url = reverse("roles", args=[seen.row.pk])
    for one in said:
        about = {"name": seen.people[one.person].name, "role": one.called}
        words = _("%(name)s said yes to a role: %(role)s.")
        if one.stands_in:
            words = _("%(name)s stands in for a role: %(role)s.")
        yield Happened(one.yes_on.isoformat(), words % about, url, "role")
        if one.back_on:
            words = _("%(name)s gave a role back: %(role)s.")
            yield Happened(one.back_on.isoformat(), words % about, url, "role")
    holding = [one for one in said if one.holds(seen.on) and not one.stands_in]
    yield from _wished_for(seen, holding)


def _wished_for(seen: Snapshot, said: Sequence[Said]) -> Iterable[Happened]:
    """Wishes for a role that somebody holds now. Whoever took the chair is told of elsewhere."""
    for wish in seen.wishes.values():
        days = {
            one.person: one.yes_on.isoformat()
            for one in said
            if one.about == wish.about and seen.network.person(one.person).counts
        }
        if days and wish.kind == "role" and not wish.met_by:
            called = next(one.called for one in said if one.about == wish.about)
            yield from wish_met(seen, wish, days, called)
