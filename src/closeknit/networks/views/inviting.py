"""Asking somebody in, and looking after what was asked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.forms import InviteForm, NameForm, ShrinkForm
from closeknit.networks.inviting import (
    free_to_ask,
    invitations,
    squares,
    told,
    what_can_be_done,
)
from closeknit.networks.models import Invitation, Person, Stale
from closeknit.networks.parts import PARTS, part_of, sights_of
from closeknit.policy import Role, Verb, grants


def invite(request: NetworkRequest, network: str) -> HttpResponse:
    """Whom to ask: somebody on the map, or somebody who is not there yet."""
    actor = request.actor
    if not grants(actor, Verb.CREATE, "person") or not actor.in_charge:
        return _ask(request, None)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = Person.welcome(actor, form.cleaned_data["name"])
        return redirect("invite_person", network, person.pk)
    context = {"form": form, "people": free_to_ask(actor), "invitations": invitations(actor)}
    status = 422 if form.errors else 200
    return render(request, "networks/invite.html", context, status=status)


def invite_person(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """Ask this one in."""
    row = find(request, Person, person)
    if row.kind != "person" or not request.actor.in_charge:
        raise Http404
    return _ask(request, row)


def _ask(request: NetworkRequest, person: Person | None) -> HttpResponse:
    actor = request.actor
    here = person is not None and person.is_about_a_member()
    data = request.POST if request.method == "POST" else None
    form = InviteForm(data, actor=actor, placed=person is not None)
    if data is not None and not here and form.is_valid():
        row = Invitation.invite(actor, person=person, **form.invitation())
        messages.success(request, _sent(row))
        return redirect("invitation", actor.network, row.pk)
    context = {
        "form": form,
        "person": person,
        "here": here,
        "mine": actor.role is Role.PERSON,
        "parts": _parts(request, form),
        "invitations": [] if actor.in_charge else invitations(actor),
    }
    return render(request, "networks/invite_person.html", context, status=422 if data else 200)


def _parts(request: NetworkRequest, form: InviteForm) -> list[tuple[Any, list[str]]]:
    """Each part that can be offered, with what it lets somebody see at first."""
    keys = [key for key, _words in form.fields["part"].choices]  # type: ignore[attr-defined]
    return [(PARTS[key], sights_of(request.network, key, to_them=False)) for key in keys]


def _sent(row: Invitation) -> str:
    if row.agreed_at is None:
        said = _("It is written down. It goes out when %(name)s says yes to it.")
        return said % {"name": row.network.name}
    if row.address:
        return _("The letter to %(name)s is on its way.") % {"name": row.whom}
    return _("The card for %(name)s is ready to print.") % {"name": row.whom}


def invitation(request: NetworkRequest, network: str, invitation: str) -> HttpResponse:
    """How one invitation stands, and what can be done about it."""
    row = find(request, Invitation, invitation)
    return _page(request, row)


def _page(
    request: NetworkRequest, row: Invitation, form: ShrinkForm | None = None, status: int = 200
) -> HttpResponse:
    actor = request.actor
    can = what_can_be_done(row, actor)
    if form is None and can["shrink"]:
        form = ShrinkForm(row=row, actor=actor)
    part = part_of(row.role, row.paid)
    context = {
        "row": row,
        "told": told(row),
        "can": can,
        "form": form,
        "by": row.asks(),
        "claimed_by": row.claimed_by.get_full_name() if row.claimed_by else "",
        "sights": sights_of(request.network, part, to_them=False),
        "mine": actor.role is Role.PERSON,
    }
    status = 422 if form is not None and form.errors else status
    return render(request, "networks/invitation.html", context, status=status)


def card(request: NetworkRequest, network: str, invitation: str) -> HttpResponse:
    """The card to print, or to show on a screen: a picture for a phone, and a code to type."""
    row = find(request, Invitation, invitation, Verb.CHANGE)
    if not row.leads():
        raise Http404
    path, width = squares(settings.URL + reverse("asked_in", args=[row.token]))
    context = {
        "row": row,
        "by": row.asks(),
        "path": path,
        "width": width,
        "typed_at": (settings.URL + reverse("invited")).partition("://")[2],
    }
    return render(request, "networks/invitation_card.html", context)


def agree(request: NetworkRequest, network: str, invitation: str) -> HttpResponse:
    """Yes or no to what waits: that it goes out, or that whoever said yes was meant."""
    row = find(request, Invitation, invitation, Verb.CHANGE)
    answer, actor = request.POST.get("answer", ""), request.actor
    if answer == "confirm":
        row.confirm(actor)
        messages.success(request, _("%(name)s takes part now.") % {"name": row.whom})
    elif answer == "turn_away":
        row.turn_away(actor)
        messages.success(request, _("Then not. The link does not lead anywhere any more."))
    elif row.proposal is None or answer not in ("yes", "no"):
        raise Http404
    elif answer == "no":
        row.proposal.say_no(actor)
        messages.success(request, _("Then not. Nobody is written to."))
    else:
        row.proposal.say_yes(actor)
        messages.success(request, _sent(find(request, Invitation, invitation)))
    return redirect("invitation", network, row.pk)


def shrink(request: NetworkRequest, network: str, invitation: str) -> HttpResponse:
    """Offer less than was offered."""
    row = find(request, Invitation, invitation, Verb.CHANGE)
    if not what_can_be_done(row, request.actor)["shrink"]:
        raise Http404
    form = ShrinkForm(request.POST, row=row, actor=request.actor)
    if not form.is_valid():
        return _page(request, row, form)
    asked = form.asked()
    if row.until and (asked["until"] is None or asked["until"] > row.until):
        form.add_error("until", _("This would be longer than was offered. Ask anew for that."))
        return _page(request, row, form)
    try:
        row.shrink(request.actor, form.cleaned_data["version"], **asked)
    except Stale as stale:
        form = ShrinkForm(row=stale.row, actor=request.actor)
        said = _("Somebody changed this while you were looking. Now it stands like this.")
        messages.warning(request, said)
        return _page(request, stale.row, form, 409)
    messages.success(request, _("Kept. Whoever opens the link sees the smaller part."))
    return redirect("invitation", network, row.pk)


def send_again(request: NetworkRequest, network: str, invitation: str) -> HttpResponse:
    """Another letter, where the first did not go out."""
    row = find(request, Invitation, invitation, Verb.CHANGE)
    row.try_again(request.actor)
    messages.success(request, _("The letter to %(name)s is on its way.") % {"name": row.whom})
    return redirect("invitation", network, row.pk)


def withdraw(request: NetworkRequest, network: str, invitation: str) -> HttpResponse:
    """Take it back."""
    row = find(request, Invitation, invitation, Verb.DELETE)
    row.withdraw(request.actor)
    tell(request, _("Taken back. The link does not lead anywhere any more."))
    return redirect("invite", network)
