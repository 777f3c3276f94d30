"""The front door: which door is yours; and, for whoever is here already, your networks."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from closeknit.accounts.adapter import PAUSE
from closeknit.accounts.demo import may_look_around
from closeknit.home import demo
from closeknit.home.models import Step
from closeknit.home.steps import STEPS
from closeknit.networks.forms import CodeForm
from closeknit.networks.models import Invitation, Network, Person
from closeknit.networks.shell import sees_all
from closeknit.policy import Actor
from closeknit.workshops.models import Seat, Series

# Sixty bits cannot be guessed at this pace. Only the place that types too often waits; whoever has
# the letter or the picture on the card does not come by here.
TYPED = "invitation_code"
LIMITS = {TYPED: "20/m/ip,200/h/ip"}
NO_SUCH_CODE = gettext_lazy(
    "This code does not lead anywhere. Look at it again, or ask whoever gave you the card."
)


def welcome(request: HttpRequest) -> HttpResponse:
    """Doors for whoever is new; straight to the only network for whoever has one."""
    if not request.user.is_authenticated:
        return render(request, "home/welcome.html", {"look_around": look_around(request)})
    networks = list(Network.of(request.user.pk))
    if not networks and "all" not in request.GET and comes_to_workshops(str(request.user.pk)):
        return redirect("workshops")
    if len(networks) == 1 and "all" not in request.GET:
        return redirect(front_page(networks[0], request.user))
    shown = {
        "networks": [(row, front_page(row, request.user)) for row in networks],
        "look_around": look_around(request),
    }
    return render(request, "home/networks.html", shown)


def invited(request: HttpRequest) -> HttpResponse:
    """What to do with a letter or a card; the code of a card is typed here."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, app="closeknit", action=TYPED, config=LIMITS):
            form.add_error("code", PAUSE)
        elif row := Invitation.led_by_code(form.cleaned_data["code"]):
            return redirect("asked_in", row.token)
        else:
            form.add_error("code", NO_SUCH_CODE)
    status = 422 if form.errors else 200
    return render(request, "home/invited.html", {"form": form}, status=status)


def comes_to_workshops(account: str) -> bool:
    """Whether somebody leads a workshop, or has a place in one."""
    return Series.led_by(account).exists() or Seat.of(account).exists()


def front_page(network: Network, account: Any) -> str:
    """Where somebody comes in: Today, or first steps that wait for them; or the simple home."""
    if account.simple:
        return reverse("simple", args=[network.pk])
    actor = network.actor(account.pk)
    name = "first_steps" if sees_all(actor) and steps_wait(actor) else "today"
    return reverse(name, args=[network.pk])


def steps_wait(actor: Actor) -> bool:
    """Whether somebody stopped in the middle of the first steps, or has not begun."""
    states = Step.states(actor)
    if STEPS[-1] in states:
        return False
    return bool(states) or not Person.visible_to(actor).exists()


def look_around(request: HttpRequest) -> str:
    """The address of the made-up scene, where this house shows one to whoever asks."""
    return reverse("demo") if may_look_around(request) and demo.is_here() else ""


@require_POST
def remove_demo(request: HttpRequest) -> HttpResponse:
    """One click: the made-up scene goes, with its people, and leaves no trace."""
    inside = getattr(request.user, "made_up", False)
    if not (inside or may_look_around(request)) or not demo.remove():
        raise Http404
    if inside:
        logout(request)
    messages.success(request, _("The made-up scene is gone."))
    return redirect("welcome")
