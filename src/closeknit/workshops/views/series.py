"""One series: for those who lead it, and for those who come; and what becomes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.policy import Role, Verb, must
from closeknit.workshops.between import between
from closeknit.workshops.door import SeriesRequest
from closeknit.workshops.forms.series import YEARS, CopyForm, SeriesForm, ShiftForm
from closeknit.workshops.listing import state
from closeknit.workshops.models import Homework, Lead, Recap, Seat, Series, Session
from closeknit.workshops.words import meetings

from .editing import edit


def series(request: SeriesRequest, series: str) -> HttpResponse:
    """The sessions, who leads, and what is to do."""
    row, actor = request.series, request.actor
    sessions = list(Session.visible_to(actor))
    found = meetings(row, sessions, timezone.now())
    shown: dict[str, Any] = {
        "row": row,
        "meetings": found,
        "next": next((one for one in found if not one.over), None),
        "facilitators": [one.called() for one in Lead.of(row) if one.taken_at],
    }
    if actor.role is not Role.LEAD:
        seat = request.seat
        waiting = between(actor, row, seat, sessions, timezone.now()) if seat else None
        shown |= {"seat": seat, "between": waiting, "recap": Recap.newest_for(actor)}
        return render(request, "workshops/series_comes.html", shown)
    seats = list(Seat.visible_to(actor).filter(left_at=None))
    taken = sum(not seat.waits for seat in seats)
    coming, word, tone = state(row, taken)
    shown |= {"coming": coming, "state": word, "tone": tone, "waiting": len(seats) - taken}
    return render(request, "workshops/series.html", shown)


def change_series(request: SeriesRequest, series: str) -> HttpResponse:
    """Saying it anew: the public words, where it is, how many, what is promised."""
    row = request.series
    form = SeriesForm(request.POST) if request.method == "POST" else SeriesForm.of(row)

    def save() -> None:
        row.change(request.actor, form.seen, **form.changes())
        tell(request, _("The workshop is changed."))

    back = reverse("series", args=[series])
    return edit(request, "workshops/change_series.html", form, save, back, row=row)


def series_deed(request: SeriesRequest, series: str) -> HttpResponse:
    """Published, or not any more; over, or not after all."""
    row, actor = request.series, request.actor
    deeds = {
        "publish": (row.publish, _("Published. Everybody can read it and ask for a place.")),
        "unpublish": (row.unpublish, _("Taken down. Whoever has a place keeps it.")),
        "end": (row.end, _("It is over. Everybody keeps their own network.")),
        "go_on": (row.go_on, _("It goes on.")),
    }
    verb, words = deeds.get(request.POST.get("deed", ""), (None, ""))
    if verb is None:
        raise Http404
    verb(actor, row.version)
    if request.POST["deed"] == "end":
        Homework.count_up(series)
    tell(request, words)
    return redirect("series", series)


def shift_series(request: SeriesRequest, series: str) -> HttpResponse:
    """The days of the sessions ahead, earlier or later."""
    row, actor = request.series, request.actor
    sessions = [one for one in Session.visible_to(actor) if one.starts_at]
    ahead = [one for one in meetings(row, sessions, timezone.now()) if not one.over]
    choices = [(one.row.pk, f"{one.row.number}. {one.row.title} · {one.when}") for one in ahead]
    form = ShiftForm(typed(request), sessions=choices)
    if form.is_valid() and (moved := _moved(form, ahead)):
        Session.shift(actor, row, moved, form.cleaned_data["days"])
        tell(request, _("The days are moved. Nobody was written to."))
        return redirect("series", series)
    shown = {"form": form, "ahead": ahead, "back": reverse("series", args=[series])}
    status = 422 if form.errors else 200
    return render(request, "workshops/shift.html", shown, status=status)


def _moved(form: ShiftForm, ahead: Sequence[Any]) -> list[Session]:
    """The sessions that move; none, with a sentence, where one would lie out of all years."""
    said = form.cleaned_data
    first = next(n for n, one in enumerate(ahead) if one.row.pk == said["first"])
    rows = [one.row for one in ahead[first:]]
    by = dt.timedelta(days=said["days"])
    if all(YEARS[0] <= (row.starts_at + by).year <= YEARS[1] for row in rows):
        return rows
    form.add_error("days", _("Look at the year again, please."))
    return []


def copy_series(request: SeriesRequest, series: str) -> HttpResponse:
    """A draft with the same words, sessions and plans, and without anybody."""
    row, actor = request.series, request.actor
    must(actor, Verb.CHANGE, row.facts())
    _is_real(row)
    form = CopyForm(typed(request), initial={"title": row.title})
    if form.is_valid():
        said = form.cleaned_data
        rows = list(Session.visible_to(actor))
        with transaction.atomic():
            told = [one.copy_of() for one in rows]
            for one, day in zip(told, _days(row, rows, said["day"]), strict=True):
                one["starts_at"] = day
            words = {**row.copy_of(), "title": said["title"]}
            made = Series.begin(actor.account, row.host, told, **words)
        tell(request, _("Here is the copy. It is a draft, and nobody comes yet."))
        return redirect("series", made.pk)
    shown = {"form": form, "back": reverse("series", args=[series])}
    status = 422 if form.errors else 200
    return render(request, "workshops/copy.html", shown, status=status)


def _is_real(row: Series) -> None:
    """Nothing is copied out of a practice session, and nobody is asked into it."""
    if row.practice:
        raise Http404


def _days(row: Series, rows: list[Session], first: dt.date | None) -> list[dt.datetime | None]:
    """The days of the copy, as far apart as before; none where no first day is said."""
    known = [row.local(one.starts_at) for one in rows if one.starts_at]
    if first is None or not known:
        return [None] * len(rows)
    by = first - known[0].date()
    return [row.local(one.starts_at) + by if one.starts_at else None for one in rows]
