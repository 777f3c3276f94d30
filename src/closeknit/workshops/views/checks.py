"""How a session was, being counted, the figures of the group, and the report made of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.checks import own_numbers
from closeknit.core.figures import LEAST
from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.networks.files import ALONE
from closeknit.networks.models import Membership
from closeknit.networks.snapshot import snapshot
from closeknit.plans.models import Ask
from closeknit.policy import Role
from closeknit.workshops import figures as told
from closeknit.workshops.between import own_part
from closeknit.workshops.door import SeriesRequest, find
from closeknit.workshops.forms.checks import OWN_NUMBERS, CheckForm, CountForm, as_numbers
from closeknit.workshops.models import (
    Check,
    Checked,
    Counted,
    NotCounted,
    Presence,
    Session,
    Told,
    TooLate,
)
from closeknit.workshops.printing import report as paper

from .between import own_place


def check(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """How was it? Four questions with three faces, and a line; once, and without a name."""
    seat, row, now = own_place(request), find(request, Session, session), timezone.now()
    form, status = CheckForm(typed(request)), 200
    if form.is_valid():
        line = " ".join(form.cleaned_data["line"].split())
        try:
            Check.answer(request.actor, row, seat, form.faces(), line, now)
        except TooLate:
            form.add_error(None, _("It is not asked here any more. Thank you all the same."))
        except NotCounted:
            form.add_error(None, _("It cannot be counted yet. What is missing stands beside it."))
        else:
            tell(request, _("Thank you. It is counted, and nothing here knows that it was you."))
            return redirect("series", series)
    status = 422 if form.errors else 200
    shown = {
        "session": row,
        "form": form,
        "done": row.pk in Checked.of(seat),
        "open": Check.is_asked(row, now),
        "counts": Presence.was_there(row, seat),
    }
    return render(request, "workshops/check.html", shown, status=status)


def count_me(request: SeriesRequest, series: str) -> HttpResponse:
    """A few numbers of one’s own map, or of paper: seen before they go, and taken back at will."""
    seat, now = own_place(request), timezone.now()
    if "out" in request.POST:
        Counted.take_out(request.actor, seat)
        tell(request, _("Your numbers are gone. You are not counted any more."))
        return redirect("count_me", series)
    account = str(request.user.pk) if request.user.is_authenticated else ""
    part = own_part(account, seat)
    own = counted_on(part) if part else None
    form = CountForm(typed(request), typed_in=own is None)
    time = Counted.time_now(list(Session.visible_to(request.actor)), now)
    if form.is_valid():
        numbers = form.numbers() if own is None else own
        Counted.say(request.actor, seat, time, numbers, form.feelings())
        tell(request, _("You are counted. Nobody sees your numbers: only figures of many."))
        return redirect("count_me", series)
    here = Counted.of(seat)
    shown = {
        "form": form,
        "own": [(OWN_NUMBERS[name], number) for name, number in own.items()] if own else [],
        "network": part.network.name if part else "",
        "time": dict(Counted.When.choices)[time],
        "counted": [dict(Counted.When.choices)[one] for one in Counted.When.values if one in here],
        "again": time in here,
    }
    status = 422 if form.errors else 200
    return render(request, "workshops/count_me.html", shown, status=status)


def counted_on(part: Membership) -> dict[str, int]:
    """The numbers of one’s own network, read as oneself by its own door."""
    actor = part.actor()
    asks = Ask.visible_to(actor).exclude(told_at=None).count()
    seen = snapshot(part.network, actor, timezone.localdate())
    return as_numbers(own_numbers(seen.network, asks))


def figures(request: SeriesRequest, series: str) -> HttpResponse:
    """What is told of the group; for whoever leads it also making it, and how sessions were."""
    actor, now = request.actor, timezone.now()
    if not actor.opened:
        raise Http404
    sessions = list(Session.visible_to(actor))
    time = Counted.time_now(sessions, now)
    if request.method == "POST":
        why = Told.tell(actor, time)
        words = told.why(why) if why else _("Made. Everybody with a place reads the same figures.")
        messages.info(request, words)
        return redirect("figures", series)
    shown: dict[str, Any] = {"tables": told.tables(told.out(actor))}
    if actor.role is Role.LEAD:
        shown["checks"] = told.checks(sessions, now)
        shown["enough"] = len(Counted.takers(series, Counted.When.values)) >= LEAST
        shown["time"] = dict(Counted.When.choices)[time]
    return render(request, "workshops/figures.html", shown)


def _report(request: SeriesRequest) -> told.Report:
    rows = list(Session.visible_to(request.actor))
    for row in rows:
        row.series = request.series
    return told.report(request.actor, request.series, rows, timezone.now())


def report(request: SeriesRequest, series: str) -> HttpResponse:
    """What goes to whoever pays for it."""
    back = reverse("figures", args=[series])
    return render(request, "workshops/report.html", {"made": _report(request), "back": back})


def report_pdf(request: SeriesRequest, series: str) -> HttpResponse:
    """The same on paper."""
    headers = {**ALONE, "Content-Disposition": 'attachment; filename="report.pdf"'}
    made = paper.pdf(_report(request))
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def report_csv(request: SeriesRequest, series: str) -> HttpResponse:
    """The same as rows, for a spreadsheet."""
    headers = {**ALONE, "Content-Disposition": 'attachment; filename="report.csv"'}
    made = told.sheet(_report(request))
    return HttpResponse(made, content_type="text/csv; charset=utf-8", headers=headers)
