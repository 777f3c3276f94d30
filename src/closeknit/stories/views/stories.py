"""What was lived: all of it, one story to read, and the way to the bin and back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.audience import seen, taking_part
from closeknit.networks.bin import in_the_bin
from closeknit.networks.door import NetworkRequest, find, find_gone
from closeknit.networks.models import Person, Support
from closeknit.networks.words import support_name
from closeknit.policy import Role, Verb, grants, may
from closeknit.stories.forms import MomentForm
from closeknit.stories.keeping import on_the_disk
from closeknit.stories.models import Moment, Story
from closeknit.stories.told import (
    Faces,
    a_page,
    author_of,
    parts_of,
    people_in,
    pictures,
    states,
    told_when,
)


def stories(request: NetworkRequest, network: str) -> HttpResponse:
    """Told stories, one's own drafts and moments, newest first; and a moment in one line."""
    actor = request.actor
    tells = "" in grants(actor, Verb.CREATE, "moment")
    if "moment" in request.POST:
        return _hard(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MomentForm(*sent, people=_named(request)) if tells else None
    if form is not None and form.is_valid():
        with on_the_disk(form.cleaned_data) as files:
            Moment.make(actor, "told", **form.told(), **files)
        tell(request, _("Written down."))
        return redirect("stories", network)
    told, page = a_page(request, request.GET.get("page"), request.GET.get("at", ""))
    context = {
        "form": form,
        "told": told,
        "page": page,
        "tells": tells,
        "gone": in_the_bin(actor, timezone.now(), (Story, Moment)),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "stories/stories.html", context, status=status)


def _hard(request: NetworkRequest) -> HttpResponse:
    """A moment that was written down before is hard, or is so no longer."""
    row = find(request, Moment, request.POST["moment"], Verb.CHANGE)
    row.revise(request.actor, row.version, hard=request.POST.get("hard") == "1")
    kept = _("It does not come back by itself any more.") if row.hard else _("It may come back.")
    tell(request, kept)
    return redirect("stories", row.network_id)


def _named(request: NetworkRequest) -> list[Person]:
    return sorted(Person.visible_to(request.actor), key=lambda one: one.name.casefold())


def story(request: NetworkRequest, network: str, story: str) -> HttpResponse:
    """One story, as a text one likes to read. One's own draft leads to where it is told."""
    actor = request.actor
    row = find(request, Story, story)
    own = row.author_id == actor.account
    if own and not row.is_told():
        return redirect("tell", network, story, "happened")
    row.look_up_people()
    members, faces = taking_part(request.network), Faces.of(request)
    context: dict[str, Any] = {
        "story": row,
        "by": author_of(row, request.network, members),
        "people": people_in(row, faces),
        "parts": parts_of(row),
        "on": told_when(row),
        "supports": _supports(request, row),
        "pictures": pictures(request, row),
        "seen": seen(row, request.network, actor, members),
        "own": own,
        "states": states(row, actor, faces) if own or actor.in_charge else [],
        "can_change": may(actor, Verb.CHANGE, row.facts()),
        "can_remove": may(actor, Verb.DELETE, row.facts()),
        "mine": _mine(request, row),
        "brings": bool(grants(actor, Verb.CREATE, "photo")),
        "was_time": _was_time(request, row),
    }
    context["refused"] = own and bool(row.facts().refused)
    context["held_back"] = own and row.is_told() and not row.is_agreed()
    return render(request, "stories/story.html", context)


def _supports(request: NetworkRequest, row: Story) -> list[str]:
    if not row.supports:
        return []
    actor = request.actor
    own = {one.pk: one for one in Support.visible_to(actor)}
    name = "" if actor.role is Role.PERSON else request.network.name
    return [support_name(key, own, name) for key in row.supports]


def _mine(request: NetworkRequest, row: Story) -> Any:
    """The reader's own yes or no, if they are in it themselves."""
    me = request.actor.person
    return next((one for one in row.in_it() if me and one.person_id == me), None)


def _was_time(request: NetworkRequest, row: Story) -> bool:
    """Whether this reader could count it as time together: its day is known, and somebody in it."""
    actor = request.actor
    somebody = row.others_in_it() if actor.in_charge else _mine(request, row)
    known = row.is_told() and len(row.on) == len("2026-05-04")
    return bool(known and somebody and grants(actor, Verb.CREATE, "touch"))


def remove_story(request: NetworkRequest, network: str, story: str) -> HttpResponse:
    """Into the bin, for thirty days."""
    find(request, Story, story, Verb.DELETE).bin(request.actor)
    undo = reverse("bring_back_story", args=[network, story])
    tell(request, _("The story is in the bin. For 30 days you can bring it back."), undo=undo)
    return redirect("stories", network)


def bring_back_story(request: NetworkRequest, network: str, story: str) -> HttpResponse:
    """Out of the bin, as it was."""
    row = find_gone(request, Story, story)
    row.take_back(request.actor)
    tell(request, _("The story is back."))
    return redirect("story", network, story)
