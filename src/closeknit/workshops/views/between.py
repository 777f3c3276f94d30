"""Between two sessions: something to try at home, did you, and the questions to think about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.networks.models import Membership
from closeknit.policy import Role, Verb
from closeknit.stories.models import Reflection
from closeknit.workshops.between import may_write, own_part, own_parts, page_in, until
from closeknit.workshops.door import SeriesRequest, find, find_gone
from closeknit.workshops.exercises import EXERCISES
from closeknit.workshops.forms.between import Asked, HomeworkForm, Late, ReflectForm, TriedForm
from closeknit.workshops.models import GroupLine, Homework, Seat, Session, Tried
from closeknit.workshops.words import lines as written

from .editing import edit
from .room_deeds import works_in
from .words import ASKED_ANEW, GONE_MEANWHILE

PAGES = dict(EXERCISES)
TYPED = ("line_", "own_")
"""What the names of fields begin with in which somebody writes sentences."""


# Whoever leads ------------------------------------------------------------------------------------


def homework(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """What there is to try after a session, how many came to it, and one more thing."""
    row = find(request, Session, session)
    form = HomeworkForm(typed(request), initial={"due_on": _next_day(request, row)})
    if form.is_valid():
        Homework.give(request.actor, row, **form.changes())
        tell(request, _("It is given. Those who come see it from the session on."))
        return redirect("homework", series, session)
    rows = list(Homework.visible_to(request.actor).filter(session=row))
    lines = GroupLine.shared(request.actor, row)
    shown = {
        "session": row,
        "form": form,
        "rows": [_told(one, lines) for one in rows],
        "back": reverse("session", args=[series, session]),
        "thoughts": [one for one in lines if one.answers_a_question],
        "questions": written(row.questions),
        "before": Session.visible_to(request.actor).filter(number__lt=row.number).last(),
    }
    status = 422 if form.errors else 200
    return render(request, "workshops/homework.html", shown, status=status)


def _told(row: Homework, lines: list[GroupLine]) -> dict[str, Any]:
    """One thing to try with how many said what, and what some said to all; never who said what."""
    return {
        "row": row,
        "until": until(row),
        "page": PAGES.get(row.exercise, ""),
        "counts": [(label, row.tally.get(key)) for key, label in Tried.How.choices]
        if row.tally
        else [],
        "lines": [one for one in lines if one.about == row.about],
    }


def _next_day(request: SeriesRequest, row: Session) -> str | None:
    """The day of the session after this one."""
    later = Session.visible_to(request.actor).filter(number__gt=row.number)
    days = [request.series.local(one.starts_at).date() for one in later if one.starts_at]
    return min(days).isoformat() if days else None


def change_homework(request: SeriesRequest, series: str, homework: str) -> HttpResponse:
    """Other words, another page, another day; or not this after all."""
    row = find(request, Homework, homework, Verb.CHANGE)
    if "out" in request.POST:
        row.take_away(request.actor)
        undo = reverse("homework_bring_back", args=[series, homework])
        tell(request, _("It is taken away. For 30 days you can bring it back."), undo=undo)
        return redirect("homework", series, row.session_id)
    form = HomeworkForm(request.POST) if request.method == "POST" else HomeworkForm.of(row)
    if row.due_on and request.method != "POST":
        form.initial["due_on"] = row.due_on.isoformat()
    back = reverse("homework", args=[series, row.session_id])

    def save() -> None:
        row.change(request.actor, form.seen, **form.changes())
        tell(request, _("It is changed. Nobody was written to."))

    return edit(request, "workshops/change_homework.html", form, save, back, row=row)


def homework_bring_back(request: SeriesRequest, series: str, homework: str) -> HttpResponse:
    """As it was."""
    row = find_gone(request, Homework, homework)
    row.come_back(request.actor)
    tell(request, _("It is back."))
    return redirect("homework", series, row.session_id)


# Whoever takes part -------------------------------------------------------------------------------


def own_place(request: SeriesRequest) -> Seat:
    """The place of whoever asks; to whoever leads, or waits, this page is missing."""
    seat = request.seat
    if seat is None or seat.waits or request.actor.role is not Role.SEAT:
        raise Http404
    return seat


def did_you(request: SeriesRequest, series: str, homework: str) -> HttpResponse:
    """Something to try, where on one’s own map, and whether one came to it."""
    seat = own_place(request)
    if words := taken_away(request, Homework, homework):
        return words_back(request, words)
    row = find(request, Homework, homework)
    line = GroupLine.mine(row.session, seat).get(row.about)
    said = Tried.of(row, seat)
    form = TriedForm(typed(request), line=line, initial={"how": said.how if said else None})
    if form.is_valid():
        Tried.say(request.actor, row, seat, form.cleaned_data["how"])
        GroupLine.say(request.actor, row.session, seat, row.about, row.words, **form.line())
        tell(request, _("Thank you. Others see how many, and never who."))
        return redirect("did_you", series, homework)
    lines = GroupLine.shared(request.actor, row.session)
    shown = _told(row, lines)
    shown |= {"form": form, "said": said, "own_page": own_page(request, seat, row.exercise)}
    status = 422 if form.errors else 200
    return render(request, "workshops/did_you.html", shown, status=status)


def own_page(request: SeriesRequest, seat: Seat, page: str) -> str:
    """The page of one’s own network where it can be done; empty where there is none."""
    account = str(request.user.pk) if request.user.is_authenticated else ""
    part = own_part(account, seat) if page else None
    return page_in(part.network_id, page) if part else ""


def taken_away(request: SeriesRequest, model: Any, key: str) -> list[str]:
    """What somebody typed about something that was taken away while they did."""
    typed = (str(words) for name, words in request.POST.items() if name.startswith(TYPED))
    said = [words for words in typed if words.strip()]
    if not said or "\0" in key:
        return []
    gone = model.ever_visible_to(request.actor).filter(pk=key, binned_at__isnull=False)
    return said if gone.exists() else []


def words_back(request: SeriesRequest, words: list[str]) -> HttpResponse:
    """A page with nothing but a sentence and those words."""
    shown = {"why": GONE_MEANWHILE, "late": words}
    return render(request, "workshops/words_back.html", shown, status=409)


def think(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """The questions of a session: words for oneself, or one line for the group, or neither."""
    seat = own_place(request)
    if words := taken_away(request, Session, session):
        return words_back(request, words)
    row = find(request, Session, session)
    account = str(request.user.pk) if request.user.is_authenticated else ""
    if "network" in request.POST:
        works_in(request, seat, request.POST["network"])
        return redirect("think", series, session)
    part = own_part(account, seat)
    mine, alone, sent = GroupLine.mine(row, seat), may_write(part), typed(request)
    asked = Asked.of(written(row.questions), mine.values())
    late: list[Late] = []
    if sent is not None:
        sent, late = ReflectForm.moved(sent, asked, alone)
    form = ReflectForm(sent, questions=asked, lines=mine, alone=alone)
    if form.is_valid() and not late:
        keep(request, row, seat, form, part)
        return redirect("think", series, session)
    shared = GroupLine.shared(request.actor, row)
    shown = {"session": row, "form": form, "late": late, "why": ASKED_ANEW}
    shown |= {
        "part": part if alone else None,
        "several": own_parts(account) if account and part is None else [],
        "lines": [one for one in shared if one.answers_a_question],
    }
    status = 409 if late else 422 if form.errors else 200
    return render(request, "workshops/think.html", shown, status=status)


def keep(
    request: SeriesRequest, session: Session, seat: Seat, form: ReflectForm, part: Membership | None
) -> None:
    """Words for oneself into one’s own network, lines to the group."""
    for question, words in form.own():
        Reflection.write(part.actor(), asked=question[:300], text=words)  # type: ignore[union-attr]
    for about, question, said in form.lines():
        GroupLine.say(request.actor, session, seat, about, question[: GroupLine.LONGEST], **said)
    tell(request, _("Kept. What you wrote for yourself is in your own reflections."))
