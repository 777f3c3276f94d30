"""Recaps of a series: what a facilitator says of a session, the draft, the editor, publishing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.accounts.models import Account
from closeknit.core.recap import Shared, Told, shown
from closeknit.design.forms import typed
from closeknit.design.quoting import quoted
from closeknit.networks.files import ALONE
from closeknit.networks.models import Stale
from closeknit.policy import Channel, Verb, grants, may, must
from closeknit.workshops.door import SeriesRequest, find
from closeknit.workshops.forms.recaps import PublishForm, RecapForm, TakeawayForm
from closeknit.workshops.models import Activity, Letter, Recap, Session, Takeaway
from closeknit.workshops.models.recaps import seal
from closeknit.workshops.printing import pdf
from closeknit.workshops.recap import (
    Material,
    Reading,
    above,
    drafted,
    met_on,
    read,
    read_published,
    troubles,
)
from closeknit.workshops.third import for_lead


def recaps(request: SeriesRequest, series: str) -> HttpResponse:
    """The archive of the series: every session, and its recap as far as one may read it."""
    actor = request.actor
    if not actor.opened:  # whoever waits for a place
        raise Http404
    found = {row.session_id: row for row in Recap.visible_to(actor)}
    writes = bool(grants(actor, Verb.CREATE, "recap"))
    rows = [(one, found.get(one.pk), met_on(one)) for one in _sessions(request)]
    context = {"series": request.series, "rows": rows, "writes": writes}
    return render(request, "workshops/recaps.html", context)


def _sessions(request: SeriesRequest) -> list[Session]:
    rows = list(Session.visible_to(request.actor))
    for row in rows:
        row.series = request.series
    return rows


def _session(request: SeriesRequest, key: str) -> Session:
    row = find(request, Session, key)
    row.series = request.series
    return row


def recap_words(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """What was said of each activity, what to keep in mind, what comes next."""
    row = _session(request, session)
    plan = [one for one in Activity.of(row) if one.kind != "break"]
    before = Takeaway.of(request.actor, row)
    form = TakeawayForm.of(before, data=typed(request), plan=plan)
    context: dict[str, Any] = {"form": form, "session": row, "series": request.series}
    context |= {"recap": Recap.of(request.actor, row), "back": reverse("recaps", args=[series])}
    if request.method == "POST" and form.is_valid():
        try:
            Takeaway.write(request.actor, row, form.seen, **form.changes())
        except Stale as stale:
            context |= {"both": form.beside(stale.row), "quicker": quicker(stale.row)}
            return render(request, "workshops/recap_words.html", context, status=409)
        if "draft" in request.POST:
            return _draft(request, row)
        messages.success(request, _("Saved."))
        return redirect("recap_words", series, session)
    status = 422 if form.errors else 200
    return render(request, "workshops/recap_words.html", context, status=status)


def recap_draft(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """A first text, from what was planned, opened, shared and said."""
    return _draft(request, _session(request, session))


def _draft(request: SeriesRequest, session: Session) -> HttpResponse:
    row = Recap.draft(request.actor, session, drafted(request.actor, session))
    return redirect("recap_edit", request.series.pk, row.pk)


def _recap(request: SeriesRequest, key: str, verb: Verb) -> Recap:
    row = find(request, Recap, key, verb)
    row.session, row.series = _session(request, row.session_id), request.series
    return row


def voices_of(material: Material) -> dict[str, str]:
    """Whose words may stand in it, in one line each, by their key."""
    rows: list[Told | Shared] = [*material.told(), *material.along(), *material.shared()]
    return {one.key: f"{quoted(one.words)} ({shown(one.by)})" for one in rows}


def names_to_look_at(material: Material) -> Callable[[Iterable[str]], str]:
    """Says of what others let go, by its keys, whose names may stand in it."""
    rows: list[Told | Shared] = [*material.told(), *material.along(), *material.shared()]
    words, people = {one.key: one.words for one in rows}, material.people()
    return lambda keys: for_lead(people, [words[key] for key in keys if key in words])


def recap_edit(request: SeriesRequest, series: str, recap: str) -> HttpResponse:
    """Every part of it, with where each sentence comes from."""
    row = _recap(request, recap, Verb.CHANGE)
    material = Material(row.session)
    voices = voices_of(material)
    form = RecapForm(row, voices, typed(request), names_to_look_at(material))
    context: dict[str, Any] = {"row": row, "session": row.session, "series": request.series}
    context |= {"form": form, "back": reverse("recap_edit", args=[series, recap])}
    changed = row.reworded(material.voices) if row.group_at else ()
    context["reworded"] = [voices[key] for key in voices if key in changed]
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row.edit(request.actor, form.seen, form.parts())
            except Stale as stale:
                stale.row.session = row.session
                both, context["form"] = form.beside(stale.row)
                context |= {"both": both, "quicker": quicker(stale.row)}
                status = 409
            else:
                there = "recap_publish" if "on" in request.POST else "recap_edit"
                return redirect(there, series, recap)
    return render(request, "workshops/recap_edit.html", context, status=status)


def quicker(row: Any) -> str:
    """Whoever wrote what stands there now: those who lead a series know each other’s names."""
    account = row.versions.changed_by(row) or row.author_id
    found = Account.objects.filter(pk=account).first() if account else None
    return found.get_full_name() if found else _("Somebody")


def recap_publish(request: SeriesRequest, series: str, recap: str) -> HttpResponse:
    """As others would read it, every name looked at; then for the group, or for everybody."""
    row = _recap(request, recap, Verb.SHARE)
    material = Material(row.session)
    asked = troubles(row, row.spared, material)
    words = list(dict.fromkeys([*row.spared, *(one.name for one in asked if one.name)]))
    initial = {"version": row.version, "who": "everybody" if row.public_at else "group"}
    initial |= {"spared": row.spared, "seen": seen(row, material)}
    practice = request.series.practice
    form = PublishForm(typed(request), words=words, practice=practice, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            spared = said.get("spared", [])
            asked = troubles(row, spared, material)
            if said["seen"] != seen(row, material):
                return _look_again(request, row)
            if not asked:
                try:
                    everybody = said["who"] == "everybody"
                    row.publish(request.actor, said["version"], everybody, spared, material.voices)
                except Stale:
                    return _look_again(request, row)
                return redirect("recap", series, recap)
            form.add_error(None, _("Some words below still need a look before others read it."))
    reading = read(row, row.parts, material)
    context = {"row": row, "form": form, "asked": asked, **about(row, reading, _count(request))}
    return render(request, "workshops/recap_publish.html", context, status=status)


def seen(row: Recap, material: Material) -> str:
    """Marks the words of others in it as they were when somebody looked."""
    return seal(str(row.pk), str(sorted(row.voices_in(row.parts, material.voices))))


def _look_again(request: SeriesRequest, row: Recap) -> HttpResponse:
    messages.info(request, _("It was changed in between. Please look at it again."))
    return redirect("recap_publish", row.series_id, row.pk)


def _count(request: SeriesRequest) -> int:
    return Session.visible_to(request.actor).count()


def about(row: Recap, reading: Reading, of: int) -> dict[str, Any]:
    """What the page of a recap says around it."""
    found = {"reading": reading, "above": above(row.session, of)}
    return {**found, "series": row.series, "session": row.session, "recap": row}


def recap_unpublish(request: SeriesRequest, series: str, recap: str) -> HttpResponse:
    """Off every page at once; those who lead the series keep it."""
    _recap(request, recap, Verb.SHARE).unpublish(request.actor)
    messages.success(request, _("Nobody else reads it any more."))
    return redirect("recaps", series)


def recap(request: SeriesRequest, series: str, recap: str) -> HttpResponse:
    """The recap as it was published, for those who take part."""
    row = _recap(request, recap, Verb.READ)
    reading = as_read(row)
    context = about(row, reading, _count(request))
    context["writes"] = may(request.actor, Verb.CHANGE, row.facts())
    if context["writes"] and row.group_at:
        context |= Letter.about(series, row.pk)
    context["address"] = settings.URL + reverse("public_recap", args=[row.pk])
    return render(request, "workshops/recap.html", context)


def as_read(row: Recap) -> Reading:
    """What was published; before that, whoever leads the series reads what is being written."""
    return read_published(row) if row.group_at else read(row, row.parts)


def recap_pdf(request: SeriesRequest, series: str, recap: str) -> HttpResponse:
    """The same on paper."""
    row = _recap(request, recap, Verb.READ)
    must(request.actor, Verb.READ, row.facts(), Channel.PRINT)
    made = pdf(row, as_read(row), _count(request))
    headers = {**ALONE, "Content-Disposition": 'attachment; filename="recap.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
