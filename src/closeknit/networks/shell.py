"""What stands around every page of a network: its rooms, its purpose, and who is reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as short

from closeknit.policy import Actor, Role, Verb, grants

from .door import NetworkRequest, within
from .faces import face_for
from .models import Network, Portrait

HERE = gettext_lazy("This network")
ALWAYS = gettext_lazy("Always here")
SELDOM = gettext_lazy("Now and then")
TAKE = short("room", "Take along")
# URL name, words, a short word for a phone, icon, what one must be able to read to see it there,
# and the heading it stands under.
ROOMS = (
    ("today", gettext_lazy("Today"), "", "sun", "membership", ""),
    ("map", gettext_lazy("Map"), "", "circle-dot", "tie", ""),
    ("people", gettext_lazy("People"), "", "users", "person", ""),
    ("gaps", gettext_lazy("Gaps and next steps"), short("room", "Gaps"), "compass", "finding", ""),
    ("intentions", gettext_lazy("Making time"), short("room", "Time"), "clock", "intention", ""),
    (
        "asks",
        gettext_lazy("Asking and helping"),
        short("room", "Help"),
        "hand-helping",
        "ask",
        "",
    ),
    ("gatherings", gettext_lazy("Meeting"), "", "calendar-heart", "gathering", ""),
    ("roles", gettext_lazy("Roles"), "", "heart-handshake", "role", ""),
    ("stories", gettext_lazy("Stories"), "", "book-heart", "story", ""),
    ("photos", gettext_lazy("Pictures"), "", "image", "photo", ""),
    (
        "reflections",
        gettext_lazy("Thinking about it"),
        short("room", "Think"),
        "notebook-pen",
        "reflection",
        "",
    ),
    ("timeline", gettext_lazy("Over time"), "", "calendar", "tie", ""),
    ("search", gettext_lazy("Look for something"), short("room", "Find"), "search", "person", ""),
    (
        "simple_calls",
        gettext_lazy("If something happens"),
        short("room", "Whom to call"),
        "life-buoy",
        "membership",
        ALWAYS,
    ),
    (
        "members",
        gettext_lazy("Who takes part"),
        short("room", "Who is in"),
        "user-check",
        "membership",
        HERE,
    ),
    (
        "waiting",
        gettext_lazy("Waits for a yes"),
        short("room", "Yes or no"),
        "hourglass",
        "proposal",
        HERE,
    ),
    ("who_sees", gettext_lazy("Who can see what"), "", "eye", "step", HERE),
    ("record", gettext_lazy("What happened"), "", "history", "record", HERE),
    ("purpose", gettext_lazy("Why this network"), "", "heart", "wish", SELDOM),
    ("years_ahead", gettext_lazy("Years ahead"), "", "telescope", "outlook", SELDOM),
    ("first_steps", gettext_lazy("First steps"), "", "sprout", "step", SELDOM),
    ("bin", gettext_lazy("The bin"), "", "trash-2", "tie", SELDOM),
    ("take_out", gettext_lazy("Take along, or leave"), TAKE, "download", "export", SELDOM),
)
# Rooms that speak of the network as a whole.
OF_ALL = ("map", "gaps", "timeline", "years_ahead")
# Pages that belong to a room without being called like it.
INSIDE = {
    "simple_calls": "simple_calls",
    "person": "people",
    "alike": "people",
    "same": "people",
    "merge": "people",
    "tie": "people",
    "change": "people",
    "choose": "people",
    "confirm": "people",
    "not": "people",
    "invite": "people",
    "invitation": "people",
    "take_along": "people",
    "change_member": "members",
    "change_intention": "intentions",
    "network": "map",
    "wishes": "gaps",
    "add_support": "gaps",
    "add": "people",
    "first": "first_steps",
    "bring": "people",
    "photo": "photos",
    "wish": "gaps",
    "away": "gaps",
    "what": "timeline",
    "between": "timeline",
    "snapshot": "timeline",
    "help": "gaps",
    "take": "take_out",
    "erase": "take_out",
    "leave": "take_out",
    "member": "members",
    "claim": "members",
    "yours": "members",
    "said": "waiting",
    "has": "people",
    "how": "today",
    "after": "members",
    "focu": "members",
    "who": "who_sees",
    "reflect": "reflections",
    "thank": "reflections",
    "reflection": "reflections",
    "prompt": "reflections",
    "share": "reflections",
    "year": "years_ahead",
    "look": "years_ahead",
    "story": "stories",
    "tell": "stories",
    "in": "stories",
    "consent": "stories",
    "keepsake": "stories",
    "ask_consent": "stories",
    "ask": "asks",
    "turn": "asks",
    "begin_ask": "asks",
    "change_ask": "asks",
    "gathering": "gatherings",
    "role": "roles",
    "confidant": "roles",
    "paper": "roles",
    "decision": "roles",
}


@dataclass(frozen=True)
class Room:
    """One entry of the sidebar."""

    label: str
    short: str
    url: str
    icon: str
    current: bool
    section: str = ""


@dataclass(frozen=True)
class Who:
    """Who is reading, and what they are here."""

    name: str
    note: str
    photo: str
    url: str


def rooms(actor: Actor, here: str) -> list[Room]:
    """The rooms this actor may enter; `here` is the name of the page they are on."""
    start = here.partition("_")[0]
    inside = INSIDE.get(here) or INSIDE.get(start.rstrip("s"), INSIDE.get(start, start))
    return [
        Room(
            str(label),
            str(brief),
            reverse(name, args=[actor.network]),
            icon,
            inside == name,
            str(section),
        )
        for name, label, brief, icon, resource, section in ROOMS
        if grants(actor, Verb.READ, resource) and (name not in OF_ALL or sees_all(actor))
    ]


def sees_all(actor: Actor) -> bool:
    """Whether the map is true for this reader: from a part of the ties it would say what is not so.

    A facilitator reads a tie only where somebody opened it; their front page is the people.
    """
    return actor.in_charge


def who(request: NetworkRequest, actor: Actor, network: Network) -> Who:
    """The reader, for the corner of the page."""
    account: Any = request.user
    notes = {
        Role.PERSON: _("This is my network"),
        Role.STEWARD: _("Steward for %(name)s") % {"name": network.name},
        Role.FACILITATOR: _("Facilitator for %(name)s") % {"name": network.name},
        Role.GUEST: _("A guest of %(name)s") % {"name": network.name},
    }
    note = notes.get(actor.role, _("In %(name)s’s network") % {"name": network.name})
    face = _face(request, actor, network)
    return Who(account.get_full_name(), note, face, reverse("my_account"))


def _face(request: NetworkRequest, actor: Actor, network: Network) -> str:
    """Where the reader's own face is; empty while they have none but initials."""
    whose = network if actor.role is Role.PERSON else request.me
    if whose is None:
        return ""
    if hasattr(request, "portraits"):
        return face_for(whose, request.portraits).href
    about = None if isinstance(whose, Network) else whose.pk
    hung = Portrait.visible_to(actor).filter(person=about)
    return face_for(whose, {portrait.person_id or "": portrait for portrait in hung}).href


def others(request: NetworkRequest) -> list[tuple[str, str]]:
    """The other networks somebody takes part in, each with the address of its first page."""
    return [
        (part.network.name, reverse(first_room(part.actor()), args=[part.network_id]))
        for part in request.parts
        if part.network_id != request.network.pk
    ]


def first_room(actor: Actor) -> str:
    """The first room this actor may enter."""
    return next(
        (name for name, *_r, needs, _s in ROOMS if grants(actor, Verb.READ, needs)), "people"
    )


def shell(request: HttpRequest) -> dict[str, Any]:
    """For every template: the rooms and the network, once the door let the request in."""
    inside = within(request)
    if inside is None or request.resolver_match is None:
        return {}
    actor, network = inside.actor, inside.network
    return {
        "simple_home": reverse("simple", args=[network.pk]),
        "everything": reverse(first_room(actor), args=[network.pk]),
        "rooms": rooms(actor, request.resolver_match.url_name or ""),
        "actor": actor,
        "network": network,
        "purpose": network.purpose,
        "who": who(inside, actor, network),
        "other_networks": others(inside),
    }
