"""What stands around every page of a network: its rooms, its purpose, and who is reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from closeknit.policy import Actor, Verb, grants

# URL name, words, icon, what one must be able to read to see it there.
ROOMS = (
    ("map", _("Map"), "circle-dot", "tie"),
    ("people", _("People"), "users", "person"),
    ("gaps", _("Gaps and next steps"), "compass", "finding"),
)


@dataclass(frozen=True)
class Room:
    """One entry of the sidebar."""

    label: str
    url: str
    icon: str
    current: bool


def rooms(actor: Actor, here: str) -> list[Room]:
    """The rooms this actor may enter; `here` is the name of the page they are on."""
    return [
        Room(str(label), reverse(name, args=[actor.network]), icon, here.startswith(name))
        for name, label, icon, resource in ROOMS
        if grants(actor, Verb.READ, resource)
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    """For every template: the rooms and the network, once the door let the request in."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or request.resolver_match is None:
        return {}
    return {
        "rooms": rooms(actor, request.resolver_match.url_name or ""),
        "actor": actor,
        "network": request.network,  # type: ignore[attr-defined]
    }
