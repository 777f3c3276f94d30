"""The parts somebody can have in a network, in plain words, and what each of them sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.policy import Role

from .models import Membership, Network
from .sights import as_if, what_they_can_see


@dataclass(frozen=True)
class Part:
    """One part, as it is offered and as it is told."""

    words: Any
    hint: Any
    you: Any


PARTS = {
    "member": Part(
        _("Takes part"),
        _("Family, a friend, a neighbour. At first they see little more than themselves."),
        _("You would be one of those who take part."),
    ),
    "paid": Part(
        _("Is paid to be here"),
        _("The part ends by itself, usually after 90 days."),
        _("You would be there as somebody who is paid."),
    ),
    "guest": Part(
        _("A guest"),
        _("For one occasion. A guest can answer without an account."),
        _("You would be a guest."),
    ),
    "facilitator": Part(
        _("Facilitator"),
        _("Helps everybody to meet. The part ends by itself within a year."),
        _("You would help everybody to meet."),
    ),
    "steward": Part(
        _("Steward"),
        _("Looks after the network, and sees the map and what is written there."),
        _("You would look after the network, not alone."),
    ),
}


def part_of(role: str, paid: bool) -> str:
    """The part on a page for a role of the policy."""
    return "paid" if role == Role.MEMBER and paid else role


def split(part: str) -> tuple[str, bool]:
    """The role of the policy for a part on a page, and whether it is paid.

    >>> split("paid")
    ('member', True)
    """
    return ("member", True) if part == "paid" else (part, False)


def sights_of(network: Network, part: str, *, to_them: bool) -> list[str]:
    """What somebody new with this part can see, before anybody opens more to them."""
    role, paid = split(part)
    actor = as_if(network, Role(role), paid=paid, opened=False)
    return what_they_can_see(network, actor, to_them=to_them)


def told_of(member: Membership, whose: str) -> str:
    """Who asks, beside the name; `whose` is empty where the page keeps that to itself."""
    if member.role == Role.PERSON:
        return __("This is about their own network, and the people in it.")
    said = {
        Role.STEWARD: (__("Looks after the network of %(whose)s."), __("Looks after a network.")),
        Role.FACILITATOR: (
            __("Helps the network of %(whose)s to meet."),
            __("Helps a network to meet."),
        ),
    }
    usual = (__("Takes part in the network of %(whose)s."), __("Takes part in a network."))
    named, unnamed = said.get(Role(member.role), usual)
    return named % {"whose": whose} if whose else unnamed
