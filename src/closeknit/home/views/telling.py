"""Steps answered in words: a story, the purpose, one small intention."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from closeknit.home.forms.telling import IntentionForm, PurposeForm, StoryForm
from closeknit.home.words import EXAMPLES
from closeknit.networks.door import NetworkRequest
from closeknit.networks.models import Stale
from closeknit.networks.views.editing import beside
from closeknit.plans.models import Intention
from closeknit.stories.models import Moment

from .walk import Walk


def story(request: NetworkRequest) -> HttpResponse:
    """Somebody who turned up; whoever it was may become the first on the map."""
    walk = Walk(request, "story")
    if walk.leaving_out:
        return walk.leave_out()
    form = StoryForm(walk.asks, seen=walk.seen)
    if form.is_valid():
        form.keep(walk.actor)
        return walk.on()
    told = Moment.visible_to(walk.actor).select_related("person")[:3]
    return walk.page("story", form=form, told=told)


def purpose(request: NetworkRequest) -> HttpResponse:
    """Why there is a network at all: one sentence on top of every page."""
    walk = Walk(request, "purpose")
    if walk.leaving_out:
        return walk.leave_out()
    form = PurposeForm(walk.asks, seen=walk.seen)
    second: dict[str, Any] = {}
    if form.is_valid():
        version = form.cleaned_data.pop("version")
        try:
            walk.seen.row.revise(walk.actor, version, "purposed", **form.cleaned_data)
            return walk.on()
        except Stale as stale:
            now = {"purpose": stale.row.purpose}
            second = beside(form, stale.row, now, walk.seen.row)
    return walk.page("purpose", form=form, theirs=second, leave=walk.address(), **second)


def intention(request: NetworkRequest) -> HttpResponse:
    """One small thing. Whoever comes back finds what they wrote, and may change it."""
    walk = Walk(request, "intention")
    if walk.leaving_out:
        return walk.leave_out()
    open_now = Intention.visible_to(walk.actor).filter(author=walk.actor.account, done_at=None)
    written = open_now.order_by("-made_at").first()
    start: dict[str, Any] = {}
    if written:
        start = {"words": written.words, "person": written.person_id, "version": written.version}
    form = IntentionForm(walk.asks, seen=walk.seen, initial=start)
    second: dict[str, Any] = {}
    if form.is_valid():
        try:
            if written:
                version = form.cleaned_data["version"] or 0
                written.revise(walk.actor, version, "meant", **form.intention())
            else:
                Intention.make(walk.actor, "meant", **form.intention())
            return walk.leave_out()  # the same for everybody else, answered or not: it is private
        except Stale as stale:
            now = {"words": stale.row.words, "person": stale.row.person_id}
            second = beside(form, stale.row, now, walk.seen.row)
    examples = [said.to(walk.seen) for said in EXAMPLES]
    shown = {"form": form, "examples": examples, "theirs": second, "leave": walk.address()}
    return walk.page("intention", **shown, **second)
