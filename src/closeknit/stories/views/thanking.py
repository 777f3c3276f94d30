"""A thank-you that goes out from something that was lived: one line, for one other."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.networks.audience import called
from closeknit.networks.door import NetworkRequest
from closeknit.networks.models import Membership
from closeknit.stories.models import Moment, Photo, Reflection, Story
from closeknit.stories.thanking import ThankForm, by_letter, named_in, without_a_way_in

from .reflections import others


def thank(request: NetworkRequest, network: str) -> HttpResponse:
    """One line of thanks: whoever takes part reads it beside their own thoughts, and nobody else.

    For somebody who does not come in here it stands on a card, of which nothing is kept.
    """
    lived = _lived(request)
    here = _first_those_in_it(others(request), lived)
    cards = without_a_way_in(request.actor, here, lived)
    form = ThankForm(typed(request), network=request.network, others=here, cards=cards)
    if form.is_valid() and (name := form.card()):
        return _card(request, name, form.cleaned_data["line"])
    if form.is_valid():
        Reflection.give_line(request.actor, form.cleaned_data["line"], form.who())
        name = called(form.who(), request.network)
        tell(request, _("%(name)s can read your thank-you now.") % {"name": name})
        return redirect("reflections", network)
    context = {"form": form, "lived": lived, "somebody": bool(here or cards)}
    return render(request, "stories/thank.html", context, status=422 if form.errors else 200)


def _card(request: NetworkRequest, name: str, line: str) -> HttpResponse:
    """The card, to print or to copy."""
    by = called(Membership.active_of(request.actor), request.network)
    letter = by_letter(request.actor, name, line)
    context = {"name": name, "line": line, "by": by, "letter": letter}
    return render(request, "stories/thank_card.html", context)


def _lived(request: NetworkRequest) -> Any:
    """What it is for, if this reader may see it."""
    key = request.GET.get("of", "")
    kinds = (Story, Photo, Moment) if key else ()
    return next(filter(None, (kind.one_for(request.actor, key) for kind in kinds)), None)


def _first_those_in_it(members: list[Membership], lived: Any) -> list[Membership]:
    """Whoever is named in it stands first, for it is mostly they who are thanked."""
    there = {one.pk for one, _name in named_in(lived)}
    return sorted(members, key=lambda one: one.person_id is None or one.person_id not in there)
