"""What the first steps share: where one stands, leaving a question out, going on and back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from closeknit.home.models import Step
from closeknit.home.steps import STEPS, after, before
from closeknit.home.words import speak
from closeknit.networks.door import NetworkRequest, seen
from closeknit.networks.picture import picture
from closeknit.networks.snapshot import Reads, Snapshot

MAP_FROM = 3
"""The map is drawn from the third name on."""


class Walk:
    """One step, as one request meets it."""

    def __init__(self, request: NetworkRequest, step: str) -> None:
        self.request, self.step = request, step
        self.seen = seen(request, Reads.ALONE)
        self.actor = request.actor

    @property
    def leaving_out(self) -> bool:
        """Whether the person pressed "Not now"."""
        return self.request.method == "POST" and "skip" in self.request.POST

    @property
    def asks(self) -> Any:
        """What was typed, if something was sent."""
        return self.request.POST if self.request.method == "POST" else None

    def address(self, step: str = "") -> str:
        if not step:
            return reverse("first_steps", args=[self.actor.network])
        return reverse("first_step", args=[self.actor.network, step])

    def on(self, state: str = Step.State.DONE) -> HttpResponse:
        """This step is finished (or left out); on to the next."""
        Step.mark(self.actor, self.step, state)
        # Read again: the answer may have put somebody on the map whom later steps ask about.
        return redirect(self.address(after(self.step, seen(self.request))))

    def leave_out(self) -> HttpResponse:
        return self.on(Step.State.LEFT_OUT)

    def page(self, template: str, **shown: Any) -> HttpResponse:
        """The question, with everything around it."""
        form, theirs = shown.get("form"), shown.get("theirs")
        wrong = getattr(form, "errors", None) or shown.get("wrong")
        shown = {
            "snapshot": self.seen,
            "mine": self.seen.mine,
            "name": self.seen.row.name,
            "words": speak(self.step, self.seen),
            "progress": self.progress(),
            "back": shown.pop("back", "") or self.came_from(),
            "stop": self.address(),
            "picture": so_far(self.seen),
            "wrong": wrong,
            **shown,
        }
        status = 409 if theirs else 422 if wrong else 200
        return render(self.request, f"home/{template}.html", shown, status=status)

    def came_from(self) -> str:
        earlier = before(self.step, self.seen) if self.step in STEPS else "people"
        return self.address(earlier) if earlier else ""

    def progress(self) -> dict[str, Any]:
        """How far along: for the bars on top of the page."""
        step = self.step if self.step in STEPS else "people"
        name = _("First steps") if self.seen.mine else _("First steps for %(name)s")
        return {
            "at": STEPS.index(step) + 1,
            "of": STEPS,
            "name": name % {"name": self.seen.row.name},
            "saved": bool(Step.visible_to(self.actor).exists()),
        }


def so_far(seen: Snapshot) -> SafeString | str:
    """The map as it is now, only to look at; nothing before the third name."""
    if len(seen.people) < MAP_FROM:
        return ""
    return picture(seen, small=True)
