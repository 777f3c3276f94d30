"""Trying it alone: a practice session in one tap, and away with it in another."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from closeknit.design.notices import tell
from closeknit.workshops import frame, practice
from closeknit.workshops.door import SeriesRequest


@require_POST
def begin_practice(request: HttpRequest) -> HttpResponse:
    """A room with six made-up people; whoever has one already comes back to it."""
    account = str(request.user.pk)
    there = practice.of(account)
    if there is not None:
        return redirect("series", there.pk)
    session = practice.begin(account, str(frame.AGREEMENT))
    tell(request, _("Six made-up people are here. Open the first part: they answer by themselves."))
    return redirect("room", session.series_id, session.pk)


def throw_practice(request: SeriesRequest, series: str) -> HttpResponse:
    """The practice session is gone, with everything that was said in it."""
    request.series.throw_away(request.actor)
    tell(request, _("The practice session is gone. You can begin another one at any time."))
    return redirect("workshops")
