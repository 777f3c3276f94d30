"""Questions that somebody here asks: all of them, one to change, away and back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.audience import taking_part
from closeknit.networks.bin import in_the_bin
from closeknit.networks.door import NetworkRequest, find, find_gone
from closeknit.networks.views.editing import edit, seen
from closeknit.policy import Verb, grants, may
from closeknit.stories.models import OwnPrompt
from closeknit.stories.reflecting import PromptForm
from closeknit.stories.told import author_of


def prompts(request: NetworkRequest, network: str) -> HttpResponse:
    """The questions of this network; whoever looks after it, or helps it to meet, adds one."""
    actor = request.actor
    adds = bool(grants(actor, Verb.CREATE, "prompt"))
    form = PromptForm(request.POST if request.method == "POST" else None) if adds else None
    if form is not None and form.is_valid():
        OwnPrompt.make(actor, **form.changes())
        tell(request, _("It is among the questions now. What somebody answers is theirs alone."))
        return redirect("prompts", network)
    members = taking_part(request.network)
    rows = [
        (row, author_of(row, request.network, members), may(actor, Verb.CHANGE, row.facts()))
        for row in OwnPrompt.visible_to(actor)
    ]
    gone = in_the_bin(actor, timezone.now(), (OwnPrompt,))
    context = {"rows": rows, "form": form, "gone": gone}
    status = 422 if form is not None and form.errors else 200
    return render(request, "stories/prompts.html", context, status=status)


def prompt(request: NetworkRequest, network: str, prompt: str) -> HttpResponse:
    """Put it in other words. What was answered keeps the words it answered."""
    row = find(request, OwnPrompt, prompt, Verb.CHANGE)
    form = PromptForm(request.POST) if request.method == "POST" else PromptForm.of(row)

    def save() -> None:
        row.revise(request.actor, form.seen, **form.changes())

    back = reverse("prompts", args=[network])
    context = {"row": row, "seen": seen(request, row)}
    return edit(request, "stories/prompt.html", form, save, back, **context)


def remove(request: NetworkRequest, network: str, prompt: str) -> HttpResponse:
    """Into the bin. Answers stay with whoever gave them."""
    find(request, OwnPrompt, prompt, Verb.DELETE).bin(request.actor)
    undo = reverse("bring_back_prompt", args=[network, prompt])
    tell(request, _("The question is in the bin for 30 days. Answers stay."), undo=undo)
    return redirect("prompts", network)


def back(request: NetworkRequest, network: str, prompt: str) -> HttpResponse:
    """Out of the bin again."""
    row = find_gone(request, OwnPrompt, prompt)
    row.take_back(request.actor)
    tell(request, _("The question is back."))
    return redirect("prompts", network)
