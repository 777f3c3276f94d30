"""The sessions of a series: one of them, changing it, its place among the others."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.policy import Role, Verb
from closeknit.workshops.door import SeriesRequest, find, find_gone
from closeknit.workshops.forms.sessions import SessionForm
from closeknit.workshops.models import Activity, Group, Session
from closeknit.workshops.words import meetings, plan

from .editing import edit


def session(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """When, where, what for; for those who lead it also its plan."""
    row = find(request, Session, session)
    (told,) = meetings(request.series, [row], timezone.now())
    shown: dict[str, Any] = {"row": row, "meeting": told, "back": reverse("series", args=[series])}
    if request.actor.role is Role.LEAD:
        blocks = list(Activity.visible_to(request.actor).filter(session=row))
        shown["plan"] = plan(request.series, row, blocks)
        shown["brought"] = Group.brought_back(request.actor, row)
    return render(request, "workshops/session.html", shown)


def add_session(request: SeriesRequest, series: str) -> HttpResponse:
    """One more session, at the end."""
    zone = request.series.zone
    data = request.POST if request.method == "POST" else None
    form = SessionForm(data, zone=zone, initial={"minutes": 120})
    back = reverse("series", args=[series])

    def save() -> None:
        Session.add(request.actor, **form.changes())
        tell(request, _("The session is added, at the end."))

    return edit(request, "workshops/session_form.html", form, save, back)


def change_session(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """Another title, another day, another place."""
    row = find(request, Session, session, Verb.CHANGE)
    row.series = request.series
    zone = request.series.zone
    if request.method == "POST":
        form = SessionForm(request.POST, zone=zone)
    else:
        form = SessionForm.of(row, zone=zone)
    back = reverse("session", args=[series, session])

    def save() -> None:
        row.change(request.actor, form.seen, **form.changes())
        tell(request, _("The session is changed. Nobody was written to."))

    return edit(request, "workshops/session_form.html", form, save, back, row=row)


def session_deed(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """Earlier or later among the sessions, or taken away."""
    row = find(request, Session, session, Verb.CHANGE)
    deed = request.POST.get("deed", "")
    if deed in ("up", "down"):
        row.move(request.actor, -1 if deed == "up" else 1)
    elif deed == "remove":
        row.take_away(request.actor)
        undo = reverse("session_bring_back", args=[series, session])
        tell(request, _("The session is taken away. For 30 days you can bring it back."), undo=undo)
    else:
        raise Http404
    return redirect("series", series)


def session_bring_back(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """As it was, at the end."""
    row = find_gone(request, Session, session)
    row.come_back(request.actor)
    tell(request, _("It is back, as the last one."))
    return redirect("series", series)
