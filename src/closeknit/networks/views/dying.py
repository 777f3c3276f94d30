"""Somebody has died: saying so, taking it back, and what the person chose for the time after."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.forms import AfterForm
from closeknit.networks.models import Person
from closeknit.policy import Role, Verb

from .editing import edit

ASKED = gettext_lazy("Asked. It waits for a yes; nothing changes until then.")


def has_died(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """What happens when somebody on the map has died; or that it was a mistake."""
    row = find(request, Person, person, Verb.DELETE)
    back = row.may_be_said_alive(request.actor)
    if not back and (row.kind != "person" or row.pk == request.actor.person):
        raise Http404
    if request.method != "POST":
        takes_part = row.is_about_a_member()
        context = {"person": row, "may_undo": back, "takes_part": takes_part}
        return render(request, "networks/has_died.html", context)
    name = {"name": row.name}
    if back:
        row.say_alive(request.actor)
        messages.success(request, _("%(name)s is on the map as before.") % name)
    elif row.say_died(request.actor) is None:
        messages.success(request, _("Written down. %(name)s stays on the map.") % name)
    else:
        messages.info(request, ASKED)
    return redirect("person", network, row.pk)


def after_me(request: NetworkRequest, network: str) -> HttpResponse:
    """What becomes of the network after me: the person alone chooses."""
    row = request.network
    form: AfterForm = AfterForm(request.POST) if request.method == "POST" else AfterForm.of(row)

    def save() -> None:
        row.choose_after(request.actor, form.seen, form.cleaned_data["after_me"])
        messages.success(request, _("Saved. You can choose again at any time."))

    return edit(request, "networks/after_me.html", form, save, reverse("members", args=[network]))


def focus_died(request: NetworkRequest, network: str) -> HttpResponse:
    """A steward says that the person in the middle has died. Another one says yes to it."""
    row = request.network
    if request.actor.role is not Role.STEWARD or row.died_at is not None:
        raise Http404
    if request.method == "POST":
        row.ask_died(request.actor)
        messages.info(request, ASKED)
        return redirect("waiting", network)
    context = {"alone": row.stewards() <= {request.actor.account}}
    return render(request, "networks/focus_died.html", context)


def i_am_here(request: NetworkRequest, network: str) -> HttpResponse:
    """It was a mistake: everything is as it was."""
    request.network.say_alive(request.actor)
    messages.success(request, _("Everything is as it was before."))
    return redirect("members", network)
