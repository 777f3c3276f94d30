"""The plan of a session: its blocks, their minutes, their order; on paper; and kept blocks."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.design.quoting import quoted
from closeknit.networks.models import Stale
from closeknit.policy import Actor, Role, Verb
from closeknit.stories.keeping import kept_middle
from closeknit.workshops.door import SeriesRequest, find, find_gone
from closeknit.workshops.forms.sessions import BlockForm, MinutesForm, PictureForm
from closeknit.workshops.models import Activity, Kind, Lead, Method, Session
from closeknit.workshops.offered import own_picture, pictures
from closeknit.workshops.words import meetings, plan

from .editing import edit, quicker


def session_plan(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """The blocks one after the other: minutes, up and down, out, and one more."""
    row = find(request, Session, session, Verb.CHANGE)
    actor = request.actor
    blocks = list(Activity.visible_to(actor).filter(session=row))
    here = redirect("session_plan", series, session)
    kept = list(Method.visible_to(at_host(request)))
    if key := request.POST.get("use", ""):
        method = next((one for one in kept if one.pk == key), None)
        if method is not None:
            Activity.add(actor, row, **method.what_is_kept())
        return here
    form = MinutesForm(request.POST if request.method == "POST" else None, blocks=blocks)
    _added_meanwhile(request, form)
    context: dict[str, Any] = {}
    status = 422 if form.errors else 200
    if form.is_valid():
        stale = _save_plan(request, form)
        if stale is None:
            return here
        status, context = 409, stale
    made = plan(request.series, row, blocks)
    context |= {"row": row, "form": form, "plan": made, "kept": kept}
    context["rows"] = list(zip(form.rows(), made.parts, strict=True))
    context["back"] = reverse("session", args=[series, session])
    return render(request, "workshops/plan.html", context, status=status)


def _added_meanwhile(request: SeriesRequest, form: MinutesForm) -> None:
    """Blocks that were not on the page from which somebody saved: they are told, and stay."""
    if form.added:
        names = ", ".join(quoted(one.title) for one in form.added)
        said = _("Added to the plan meanwhile: %(blocks)s. Nothing that you typed is lost.")
        tell(request, said % {"blocks": names})


def at_host(request: SeriesRequest) -> Actor:
    """Whoever leads a series, as they act at its host."""
    return Actor(request.actor.account, str(request.series.host_id), Role.LEAD)


def _save_plan(request: SeriesRequest, form: MinutesForm) -> dict[str, Any] | None:
    """Keep the minutes, then do what the button says; both texts if somebody was quicker."""
    actor, at = request.actor, 0
    try:
        with transaction.atomic():
            for number, block, version, minutes in form.changed():
                at = number
                if minutes != block.minutes:
                    block.change(actor, version, minutes=minutes)
    except Stale as stale:
        return {"both": form.beside(at, stale.row), "quicker": quicker(stale.row)}
    for name, by in (("up", -1), ("down", 1), ("out", 0)):
        block_key = request.POST.get(name)
        for block in form.blocks if block_key else ():
            if block.pk == block_key and by:
                block.move(actor, by)
            elif block.pk == block_key:
                _take_out(request, block)
    _drop_at(request, form)
    return None


def _drop_at(request: SeriesRequest, form: MinutesForm) -> None:
    """The block that a hand dragged elsewhere, to the place it was let go at, counted from one."""
    key, to = request.POST.get("move"), request.POST.get("to", "")
    block = next((one for one in form.blocks if one.pk == key), None)
    if block is not None and re.fullmatch("[0-9]{1,4}", to):
        block.move_to(request.actor, int(to) - 1)


def _take_out(request: SeriesRequest, block: Activity) -> None:
    block.drop(request.actor)
    undo = reverse("block_bring_back", args=[block.series_id, block.session_id, block.pk])
    tell(request, _("Out of the plan. For 30 days you can bring it back."), undo=undo)


def session_print(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """The plan on paper, with everything a facilitator needs at hand."""
    row = find(request, Session, session, Verb.CHANGE)
    (told,) = meetings(request.series, [row], timezone.now())
    blocks = list(Activity.visible_to(request.actor).filter(session=row))
    shown = {"row": row, "meeting": told, "plan": plan(request.series, row, blocks)}
    shown["back"] = reverse("session_plan", args=[series, session])
    return render(request, "workshops/print.html", shown)


# One block ----------------------------------------------------------------------------------------


def add_block(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """One more block, at the end of the plan."""
    row = find(request, Session, session, Verb.CHANGE)
    data = request.POST if request.method == "POST" else None
    form = BlockForm(data, pictures=pictures(request.actor), initial={"minutes": 10})

    def save() -> None:
        Activity.add(request.actor, row, **form.changes())

    return _about_block(request, row, form, save)


def block(request: SeriesRequest, series: str, session: str, activity: str) -> HttpResponse:
    """Saying a block anew; or keeping it in the library, to use it again."""
    row = find(request, Session, session, Verb.CHANGE)
    one = find(request, Activity, activity, Verb.CHANGE)
    if "keep" in request.POST:
        one.series = request.series
        one.keep(request.actor, at_host(request))
        tell(request, _("Kept. You find it under “Use a kept block” in every plan."))
        return redirect("block", series, session, activity)
    own = PictureForm(request.POST, request.FILES) if "hang" in request.POST else PictureForm()
    if _hung(request, one, own):
        return redirect("block", series, session, activity)
    more = {"pictures": pictures(request.actor, one.picture)}
    sent = request.method == "POST" and not own.is_bound
    form = BlockForm(request.POST, **more) if sent else BlockForm.of(one, **more)

    def save() -> None:
        one.change(request.actor, form.seen, **form.changes())

    return _about_block(request, row, form, save, one=one, **_own(one, own))


def _own(one: Activity, form: PictureForm) -> dict[str, Any]:
    """What the page of a block needs for a picture of one’s own, if one is looked at there."""
    if one.kind != Kind.PHOTO:
        return {}
    return {"own": form, "picture": own_picture(one) if one.file else None}


def _hung(request: SeriesRequest, one: Activity, form: PictureForm) -> bool:
    """Whether a picture of one’s own was hung up, or taken down."""
    if "down" in request.POST:
        one.take_down(request.actor)
        tell(request, _("It is taken away, for good."))
        return True
    if not form.is_bound or one.kind != Kind.PHOTO or not form.is_valid():
        return False
    painted = form.cleaned_data["own_picture"]
    with kept_middle(Activity.FOLDER, painted) as kept:
        one.hang(request.actor, alt=form.cleaned_data["alt"], **kept)
    tell(request, _("It hangs as soon as the block is open, and nowhere else."))
    return True


def _about_block(
    request: SeriesRequest, row: Session, form: BlockForm, save: Any, **more: Any
) -> HttpResponse:
    leads = [one.called() for one in Lead.of(request.series) if one.taken_at]
    back = reverse("session_plan", args=[row.series_id, row.pk])
    more |= {"row": row, "names": leads}
    return edit(request, "workshops/block.html", form, save, back, **more)


def block_bring_back(
    request: SeriesRequest, series: str, session: str, activity: str
) -> HttpResponse:
    """In the plan again, at the end."""
    find_gone(request, Activity, activity).come_back(request.actor)
    tell(request, _("It is back, at the end of the plan."))
    return redirect("session_plan", series, session)
