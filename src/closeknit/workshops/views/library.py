"""Who invites, and the blocks they keep to use again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.policy import Verb
from closeknit.workshops.door import HostRequest, find, find_gone
from closeknit.workshops.forms.series import HostForm
from closeknit.workshops.forms.sessions import BlockForm
from closeknit.workshops.homes import working_home
from closeknit.workshops.models import Host, Method

from .editing import edit


def host(request: HostRequest, host: str) -> HttpResponse:
    """Name and words of whoever invites, their series one leads, and what is kept."""
    row = request.host
    form = HostForm(request.POST) if request.method == "POST" else HostForm.of(row)

    def save() -> None:
        row.revise(request.actor, form.seen, "changed_host", **form.changes())
        tell(request, _("It is written down."))

    methods = list(Method.visible_to(request.actor))
    home = working_home(row, request.actor.account)
    public = Host.public().filter(pk=row.pk).exists()
    more = {"row": row, "methods": methods, "home": home, "public": public}
    here = reverse("host", args=[host])
    return edit(request, "workshops/host.html", form, save, here, **more)


def method(request: HostRequest, host: str, method: str) -> HttpResponse:
    """One kept block: saying it anew, or taking it out of the library."""
    one = find(request, Method, method, Verb.CHANGE)
    back = reverse("host", args=[host])
    if "out" in request.POST:
        one.bin(request.actor, "dropped_method")
        undo = reverse("method_bring_back", args=[host, method])
        tell(request, _("Out of the library. For 30 days you can bring it back."), undo=undo)
        return redirect("host", host)
    form = BlockForm(request.POST) if request.method == "POST" else BlockForm.of(one)
    del form.fields["led_by"]

    def save() -> None:
        one.revise(request.actor, form.seen, "kept_method", **form.changes())

    return edit(request, "workshops/method.html", form, save, back, row=one)


def method_bring_back(request: HostRequest, host: str, method: str) -> HttpResponse:
    """In the library again."""
    find_gone(request, Method, method).take_back(request.actor)
    tell(request, _("It is back."))
    return redirect("host", host)
