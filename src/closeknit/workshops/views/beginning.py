"""The workshops of this house, and beginning a series."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.workshops import frame
from closeknit.workshops.forms.series import BeginForm, moment
from closeknit.workshops.listing import own, public
from closeknit.workshops.models import Host, Series
from closeknit.workshops.near import next_session

WEEK = dt.timedelta(days=7)


@require_safe
def workshops(request: HttpRequest) -> HttpResponse:
    """What everybody may come to, and, for whoever is signed in, their own."""
    shown: dict[str, Any] = {"public": public(), **own(request)}
    shown["practises"] = any(one.row.practice for one in shown.get("led", ()))
    rows = [one.row for one in shown.get("led", ()) if not one.row.practice]
    shown["hosts"] = list(dict.fromkeys(row.host for row in rows))
    shown["near"] = next_session(request)
    return render(request, "workshops/workshops.html", shown)


def begin_workshop(request: HttpRequest) -> HttpResponse:
    """A series of seven sessions, in words that can all be changed."""
    account = str(request.user.pk)
    name = getattr(request.user, "name", "")
    hosts = Host.of(account).filter(practice=False)
    form = BeginForm(typed(request), hosts=hosts, initial={"name": name})
    if form.is_valid():
        series = _begin(account, form)
        tell(request, _("The workshop is a draft. Nobody else sees it before you publish it."))
        return redirect("series", series.pk)
    status = 422 if form.errors else 200
    shown = {"form": form, "sessions": frame.SESSIONS}
    return render(request, "workshops/begin.html", shown, status=status)


def _begin(account: str, form: BeginForm) -> Series:
    """The series with its sessions a week apart, at the same time on the clock."""
    said: dict[str, Any] = form.cleaned_data
    zone = timezone.get_current_timezone_name()
    sessions = list(frame.written())
    if said["day"] and said["starts"]:
        for number, one in enumerate(sessions):
            one["starts_at"] = moment(said["day"] + number * WEEK, said["starts"], zone)
    with transaction.atomic():
        host = form.hosts.get(said.get("host", "")) or Host.begin(account, said["name"])
        words = {
            "words": str(frame.WORDS),
            "for_whom": str(frame.FOR_WHOM),
            "agreement": str(frame.AGREEMENT),
        }
        more = {"title": said["title"], "place": said["place"], "zone": zone}
        return Series.begin(account, host, sessions, **words, **more)
