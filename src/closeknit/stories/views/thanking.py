"""A thank-you that goes out from something that was lived: one line, for one who takes part."""

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
from closeknit.stories.memories import NAMED
from closeknit.stories.models import Moment, Photo, Reflection, Story
from closeknit.stories.reflecting import LineForm

from .reflections import others


def thank(request: NetworkRequest, network: str) -> HttpResponse:
    """One line of thanks: whoever it is for reads it beside their own thoughts, and nobody else."""
    lived = _lived(request)
    here = _first_those_in_it(others(request), lived)
    form = LineForm(typed(request), network=request.network, others=here)
    form.fields["line"].label = _("Your thank-you")
    if form.is_valid():
        Reflection.give_line(request.actor, form.cleaned_data["line"], form.who())
        name = called(form.who(), request.network)
        tell(request, _("%(name)s can read your thank-you now.") % {"name": name})
        return redirect("reflections", network)
    context = {"form": form, "lived": lived, "somebody": bool(here)}
    return render(request, "stories/thank.html", context, status=422 if form.errors else 200)


def _lived(request: NetworkRequest) -> Any:
    """What it is for, if this reader may see it."""
    key = request.GET.get("of", "")
    kinds = (Story, Photo, Moment) if key else ()
    return next(filter(None, (kind.one_for(request.actor, key) for kind in kinds)), None)


def _first_those_in_it(members: list[Membership], lived: Any) -> list[Membership]:
    """Whoever is named in it stands first, for it is mostly they who are thanked.

    Whoever wants another name there, or none, is not given away by their place.
    """
    if isinstance(lived, Moment):
        there = {lived.person_id}
    else:
        named = (one for one in lived.in_it() if one.called in NAMED) if lived else ()
        there = {one.person_id for one in named}
    return sorted(members, key=lambda one: one.person_id is None or one.person_id not in there)
