"""The page of a recap that everybody reads, its card and its PDF; and what a place lets go."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.design.forms import typed
from closeknit.networks.files import ALONE
from closeknit.workshops import printing
from closeknit.workshops.door import SeriesRequest, find
from closeknit.workshops.forms.recaps import GoingForm, Said
from closeknit.workshops.models import Answer, Going, Group, GroupLine, Recap, Session, Telling
from closeknit.workshops.recap import read_published
from closeknit.workshops.third import for_teller

from .recaps import about


def _found(key: str) -> tuple[Recap, int]:
    row = Recap.public().filter(pk=key).first()
    if row is None:
        raise Http404
    row.session.series = row.series
    return row, len(Session.of(row.series))


@require_safe
def public_recap(request: HttpRequest, recap: str) -> HttpResponse:
    """The recap of one session, for whoever has the address."""
    row, of = _found(recap)
    context = about(row, read_published(row), of)
    others = Recap.public().filter(series=row.series).exclude(pk=row.pk)
    context |= {
        "others": [(one, read_title(one)) for one in others[:12]],
        "address": settings.URL + reverse("public_recap", args=[row.pk]),
        "picture": settings.URL + reverse("public_recap_card", args=[row.pk]),
        "card": "summary_large_image",
        "outside": True,
    }
    return render(request, "workshops/recap.html", context)


def read_title(row: Recap) -> str:
    """The title of the session: what stands in the recap is read on its own page."""
    return f"{row.session.number}. {row.session.title}"


@require_safe
def public_recap_pdf(request: HttpRequest, recap: str) -> HttpResponse:
    """The same on paper. It is made while one waits, and kept nowhere."""
    row, of = _found(recap)
    made = printing.pdf(row, read_published(row), of)
    headers = {**ALONE, "Content-Disposition": 'attachment; filename="recap.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_safe
def public_recap_card(request: HttpRequest, recap: str) -> HttpResponse:
    """The card that is shown where somebody shares the address."""
    row, of = _found(recap)
    made = printing.card(row, read_published(row), of)
    return HttpResponse(made, content_type="image/png", headers=ALONE)


def own_lines(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """What this place wrote in one session, and which of it may leave the room."""
    row = find(request, Session, session)
    if request.seat is None:
        raise Http404
    mine = Answer.visible_to(request.actor).filter(seat=request.seat, opening__session=row)
    answers = list(mine.exclude(words="").select_related("going", "opening__activity"))
    lines = GroupLine.mine(row, request.seat).values()
    tales = Telling.written(request.actor, request.seat, row)
    several: list[Said] = [*tales, *answers, *lines, *Group.noted_by(request.actor, row)]
    told = {str(one.pk): one.words for one in several}
    look = for_teller(request.actor.account, request.seat, told)
    form = GoingForm(typed(request), answers=several, look=look)
    if request.method == "POST" and form.is_valid():
        for answer, goes, named in form.said():
            if isinstance(answer, GroupLine | Telling | Group):
                answer.let(request.actor, goes, named)
            else:
                Going.say(request.actor, answer, goes, named)
        messages.success(request, _("Saved. It holds from now on, wherever it stands."))
        return redirect("own_lines", series, session)
    context = {"form": form, "session": row, "series": request.series}
    status = 422 if form.errors else 200
    return render(request, "workshops/own_lines.html", context, status=status)
