"""What waits for a yes: answering it, taking one's own question back, what the person said."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.returning import back_or
from closeknit.networks import waiting as waits
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.forms.members import SaidForm, typed
from closeknit.networks.members import came_in, card_taken
from closeknit.networks.models import Proposal, Saying
from closeknit.networks.models.invitations import INVITE
from closeknit.policy import Role, Verb

ANSWERS = ("yes", "no", "later")


def waiting(request: NetworkRequest, network: str) -> HttpResponse:
    """What waits for my yes, what I asked, and what I may still undo."""
    names = waits.Names.of(request.actor, request.network)
    context = {
        "page": waits.page(request.actor, names),
        "undoable": waits.undoable(request.actor, names),
        "sayings": waits.sayings(request.actor, names) if request.actor.in_charge else [],
        "came_in": came_in(request.actor, request.network),
        **card_taken(request.actor, request.network),
        "is_person": request.actor.role is Role.PERSON,
    }
    return render(request, "networks/waiting.html", context)


def answer_proposal(
    request: NetworkRequest, network: str, proposal: str, answer: str
) -> HttpResponse:
    """Yes, no, or not now."""
    row = find(request, Proposal, proposal, Verb.CHANGE)
    if answer not in ANSWERS or not row.asks(request.actor):
        raise Http404
    says: dict[str, Callable[..., None]] = {
        "yes": row.say_yes,
        "no": row.say_no,
        "later": row.say_later,
    }
    says[answer](request.actor)
    _tell(request, row, answer)
    if row.answer == "yes" and row.kind == INVITE:
        return redirect("invitation", network, row.target)  # a card may wait there to be printed
    return redirect(back_or(request, reverse("waiting", args=[network])))


def _tell(request: NetworkRequest, row: Proposal, answer: str) -> None:
    if answer == "later":
        messages.info(request, _("That is fine. It waits here until you are ready."))
    elif row.answer == "gone":
        messages.info(request, _("There is nothing left to do: it has changed meanwhile."))
    elif row.answer == "yes":
        messages.success(request, _("Done."))
    elif answer == "no":
        messages.success(request, _("You said no. Nothing changes."))
    else:
        messages.success(request, _("You said yes. It waits for others now."))


def take_back_proposal(request: NetworkRequest, network: str, proposal: str) -> HttpResponse:
    """Whoever asked does not ask any more."""
    find(request, Proposal, proposal, Verb.DELETE).take_back_asking(request.actor)
    messages.success(request, _("You no longer ask for this."))
    return redirect("waiting", network)


def said(request: NetworkRequest, network: str, proposal: str, answer: str) -> HttpResponse:
    """A steward writes down what the person said to this, where the person does not come in."""
    row = find(request, Proposal, proposal, Verb.CHANGE)
    speaks = request.actor.role is Role.STEWARD and request.network.of_the_person() is None
    if answer not in ("yes", "no") or not speaks or not row.wants_the_person():
        raise Http404
    names = waits.Names.of(request.actor, request.network)
    form = SaidForm(typed(request), name=request.network.name, may_wait=False)
    if request.method == "POST" and form.is_valid():
        row.bring_word(request.actor, answer, **form.said())
        _tell(request, row, answer)
        return redirect("waiting", network)
    text, then = waits.told(row, row.row(), names)
    context = {"form": form, "text": text, "then": then, "answer": answer, "row": row}
    return render(request, "networks/said.html", context, status=422 if form.errors else 200)


def undo_saying(request: NetworkRequest, network: str, saying: str) -> HttpResponse:
    """That is not what I said."""
    find(request, Saying, saying, Verb.DELETE).undo(request.actor)
    messages.success(request, _("Undone. What it led to is as it was before."))
    return redirect("yours" if request.POST.get("back") == "yours" else "waiting", network)
