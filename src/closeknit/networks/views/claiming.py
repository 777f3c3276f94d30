"""The person takes the network into their own hands: the card, the code, and what they find."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.accounts.adapter import INVITED
from closeknit.networks import members as taking_part
from closeknit.networks import waiting as waits
from closeknit.networks.claimed import began_by, kept_so_far
from closeknit.networks.door import NetworkRequest
from closeknit.networks.forms.members import AddressForm, CodeForm, typed
from closeknit.networks.models import Claim
from closeknit.networks.sights import what_they_can_see
from closeknit.policy import Role

CODE = "claim"  # in the session: the code that somebody copied from their card


def claim_card(request: NetworkRequest, network: str) -> HttpResponse:
    """A steward makes the card that the person comes in with, and prints it."""
    if request.network.of_the_person() or Claim.waiting_in(request.network):
        raise Http404
    if request.method == "POST":
        Claim.hand_out(request.actor)
        return redirect("claim_card", network)
    context = {"card": Claim.open_one(request.actor), "where": settings.URL + reverse("claim")}
    return render(request, "networks/claim_card.html", context)


def answer_claim(request: NetworkRequest, network: str, answer: str) -> HttpResponse:
    """Another steward says whether it is the person who came with the card."""
    card = Claim.waiting_in(request.network)
    if card is None or answer not in ("yes", "no"):
        raise Http404
    if answer == "yes":
        card.confirm(request.actor)
        name = {"name": request.network.name}
        messages.success(request, _("%(name)s is in charge of the network now.") % name)
    else:
        card.turn_away(request.actor)
        messages.success(request, _("That card ends. It takes a new one to come in."))
    return redirect("members", network)


def claim(request: HttpRequest) -> HttpResponse:
    """Whoever holds a card copies its code."""
    form = CodeForm(typed(request))
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if Claim.led_by(code) is not None:
            request.session[CODE] = code
            return redirect("claim_yes")
        form.add_error(
            "code", _("This code leads nowhere. Ask whoever gave you the card for a new one.")
        )
    return render(
        request, "networks/claim.html", {"form": form}, status=422 if form.errors else 200
    )


def claim_yes(request: HttpRequest) -> HttpResponse:
    """Is it your network? Then it is yours from here on."""
    card = Claim.led_by(request.session.get(CODE, ""))
    if card is None:
        return redirect("claim")
    if not request.user.is_authenticated:
        return _come_in_first(request, card)
    network, account = card.network, str(request.user.pk)
    if network.actor(account).network:
        shown = {"network_name": network.name, "taken": True}
        return render(request, "networks/claim_yes.html", shown)
    if request.method == "POST":
        if card.take(account) is None:
            return redirect("claim_yes")
        for word in (CODE, INVITED):
            request.session.pop(word, None)
        messages.success(request, _("Welcome. This network is yours, and you are in charge."))
        return redirect("yours", network.pk)
    if card.taken_by_id not in (None, account):
        return redirect("claim")
    shown = {"network_name": network.name, "by": began_by(network), "due_at": card.due_at}
    return render(request, "networks/claim_yes.html", shown)


def _come_in_first(request: HttpRequest, card: Claim) -> HttpResponse:
    """Whoever claims needs an account, and an address that a code comes to."""
    form = AddressForm(typed(request))
    back = urlencode({"next": reverse("claim_yes")})
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"].lower()
        request.session[INVITED] = address
        return redirect(f"{reverse('account_signup')}?{back}")
    shown: dict[str, Any] = {
        "form": form,
        "network_name": card.network.name,
        "by": began_by(card.network),
    }
    shown["enter"] = f"{reverse('account_login')}?{back}"
    status = 422 if form.errors else 200
    return render(request, "networks/claim_come_in.html", shown, status=status)


def yours(request: NetworkRequest, network: str) -> HttpResponse:
    """What has been kept so far, who can see what, and what was said in the person's name."""
    if request.actor.role is not Role.PERSON:
        raise Http404
    names = waits.Names.of(request.actor)
    everyone = [
        (one, what_they_can_see(request.network, one.part.actor(), to_them=False))
        for one in taking_part.everyone(request.actor, request.network)
        if not one.own
    ]
    context = {
        "kept": kept_so_far(request.actor),
        "everyone": everyone,
        "sayings": waits.sayings(request.actor, names),
    }
    return render(request, "networks/yours.html", context)
