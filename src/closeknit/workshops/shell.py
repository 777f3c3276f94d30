"""What stands around every page of a series: its rooms, and who is reading."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as short

from closeknit.networks.door import within
from closeknit.networks.models import Membership
from closeknit.networks.shell import Room, Who, first_room
from closeknit.networks.shell import rooms as rooms_of
from closeknit.policy import Role

from .near import knows_the_way

LED = (
    ("series", gettext_lazy("The workshop"), short("room", "Workshop"), "calendar-heart"),
    ("roster", gettext_lazy("Who comes"), "", "users"),
    (
        "agreement",
        gettext_lazy("What we promise each other"),
        short("room", "Promise"),
        "heart-handshake",
    ),
    ("recaps", gettext_lazy("Recaps"), "", "book-open"),
    ("leads", gettext_lazy("Facilitators"), short("room", "Leads"), "user-check"),
)
COMES = (
    ("series", gettext_lazy("The workshop"), short("room", "Workshop"), "calendar-heart"),
    (
        "agreement",
        gettext_lazy("What we promise each other"),
        short("room", "Promise"),
        "heart-handshake",
    ),
    ("recaps", gettext_lazy("Recaps"), "", "book-open"),
    ("my_seat", gettext_lazy("My place"), "", "armchair"),
    ("in_touch", gettext_lazy("Staying in touch"), short("room", "In touch"), "message-circle"),
)
# Pages that belong to a room without being called like it.
INSIDE = {
    "seat": "roster",
    "take_in": "roster",
    "my_place": "my_seat",
    "certificate": "my_seat",
    **dict.fromkeys(("recap_words", "recap_edit", "recap_publish", "own_lines"), "recaps"),
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """For every template: the rooms of a series, once its door let the request in."""
    series: Any = getattr(request, "series", None)
    match = request.resolver_match
    if match is None:
        return {}
    if series is None:
        return in_a_network(request)
    here: Any = request
    leads = here.actor.role is Role.LEAD
    name = match.url_name or ""
    inside = INSIDE.get(name, name if name in {one[0] for one in (*LED, *COMES)} else "series")
    rooms = [
        Room(str(label), str(brief), reverse(page, args=[series.pk]), icon, inside == page)
        for page, label, brief, icon in (LED if leads else COMES)
    ]
    if leads:
        home = reverse("host", args=[series.host_id])
        rooms.append(Room(_("Who invites, and kept blocks"), "", home, "house", False))
    rooms.append(Room(_("All workshops"), "", reverse("workshops"), "list", False))
    shown = {"rooms": rooms, "series": series, "leads": leads, "who": who(here, leads)}
    return shown | {"other_networks": own_networks(request)}


def in_a_network(request: HttpRequest) -> dict[str, Any]:
    """The way to workshops among the rooms of a network, for whoever leads or comes to one.

    Looked up only where a page shows its rooms.
    """
    inside = within(request)
    if inside is None or request.resolver_match is None:
        return {}
    found = rooms_of(inside.actor, request.resolver_match.url_name or "")
    return {"rooms": SimpleLazyObject(lambda: with_workshops(found, request))}


def with_workshops(found: list[Room], request: HttpRequest) -> list[Room]:
    """After the daily rooms, before those that are about the network itself."""
    if not knows_the_way(request):
        return found
    at = next((n for n, room in enumerate(found) if room.section), len(found))
    way = Room(_("Workshops"), "", reverse("workshops"), "calendar-heart", False)
    return [*found[:at], way, *found[at:]]


def own_networks(request: HttpRequest) -> list[tuple[str, str]]:
    """The networks somebody takes part in, each with the address of its first page."""
    if not request.user.is_authenticated:
        return []
    parts = Membership.of(str(request.user.pk))
    return [(p.network.name, reverse(first_room(p.actor()), args=[p.network_id])) for p in parts]


def who(request: Any, leads: bool) -> Who:
    """The reader, for the corner of the page."""
    title = {"title": request.series.title}
    note = _("Facilitator of %(title)s") % title if leads else _("In %(title)s") % title
    if request.user.is_authenticated:
        return Who(request.user.get_full_name(), note, "", reverse("my_account"))
    return Who(request.seat.name, note, "", reverse("my_seat", args=[request.series.pk]))
