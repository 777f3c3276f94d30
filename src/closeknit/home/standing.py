"""What every page of a network says as long as it is true: made up, not asked yet, or kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from closeknit.accounts.models import Recovery
from closeknit.networks.door import within
from closeknit.networks.models import Agreed, Network
from closeknit.policy import Actor, Role


@dataclass(frozen=True)
class Line:
    """One gentle line, and what can be done about it: a page, or a deed by POST."""

    text: str
    deed: str = ""
    url: str = ""
    post: bool = False


def standing(request: HttpRequest) -> dict[str, Any]:
    """For every template: what waits for whoever is signed in, and what is true of a network."""
    lines = waiting(getattr(request, "user", None))
    inside = within(request)
    if inside is not None:
        network = inside.network
        lines += [*made_up(network), *not_asked_yet(network, inside.actor.in_charge)]
        lines += kept_as_it_was(network, inside.actor)
    return {"standing": lines} if lines else {}


def waiting(account: Any) -> list[Line]:
    """Another way in that was asked for: whoever is signed in can stop it with one click."""
    if not getattr(account, "waiting_days", 0):
        return []
    return [
        Line(
            _("Somebody asked for this: %(what)s. It works from %(day)s on.")
            % {"what": one.get_kind_display(), "day": date(localtime(one.due_at), "j F, H:i")},
            _("It was not me: stop it"),
            reverse("refuse_recovery", args=[one.pk]),
            post=True,
        )
        for one in Recovery.waiting_for(account)
    ]


def made_up(network: Network) -> list[Line]:
    if not network.made_up:
        return []
    said = _("Everyone here is made up. Look around and try things; nobody is real.")
    return [Line(said, _("Remove the made-up scene"), reverse("remove_demo"), post=True)]


def not_asked_yet(network: Network, in_charge: bool) -> list[Line]:
    """Kept in sight, so that nobody forgets to ask the person whose network it is."""
    if network.agreed != Agreed.NOT_YET or not in_charge:
        return []
    said = _("%(name)s has not been asked yet about this network.") % {"name": network.name}
    return [Line(said, _("This has changed"), reverse("agreed", args=[network.pk]))]


def kept_as_it_was(network: Network, actor: Actor) -> list[Line]:
    """One quiet line, once the person in the middle has died; and the way back."""
    if network.died_at is None:
        return []
    here = reverse("i_am_here", args=[network.pk])
    if actor.role is Role.PERSON:
        said = _("Somebody wrote down that you have died. Since then everything is kept as it was.")
        return [Line(said, _("I am here"), here, post=True)]
    said = _("%(name)s has died. This network is kept as it was.") % {"name": network.name}
    if network.after_me == network.After.ERASE:
        day = date(localtime(network.taken_back_until), "j F")
        said += " " + _("On %(day)s it is erased, as %(name)s wanted.") % {
            "day": day,
            "name": network.name,
        }
    if not network.may_be_said_alive(actor):
        return [Line(said)]
    return [Line(said, _("That was a mistake: undo it"), here, post=True)]
