"""Who takes part: everyone, one of them, and what may be done about their part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks import members as taking_part
from closeknit.networks.audience import called
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.forms.members import PartForm, SaidForm, filled, typed
from closeknit.networks.member_deeds import DEEDS, Deed, deeds_for
from closeknit.networks.models import Claim, LastOne, Membership, Stale
from closeknit.networks.sights import what_they_can_see
from closeknit.policy import Role, Verb, grants

from .editing import beside


def members(request: NetworkRequest, network: str) -> HttpResponse:
    """Everyone who takes part; for a member names, and for somebody new their own part."""
    everyone = taking_part.everyone(request.actor, request.network)
    own = next(one for one in everyone if one.own)
    stewards = [one for one in everyone if one.part.role == Role.STEWARD]
    comes_in = any(one.part.role == Role.PERSON for one in everyone)
    context = {
        "everyone": everyone,
        "own": own,
        "alone": request.actor.in_charge and len(stewards) + comes_in < 2,
        "one_steward": request.actor.in_charge and len(stewards) < 2,
        "comes_in": comes_in,
        "came_in": taking_part.came_in(request.actor, request.network),
        "by": taking_part.asked_by(own.part, request.network) if own.is_new else "",
        "card": not comes_in and Claim.open_one(request.actor),
        **taking_part.card_taken(request.actor, request.network),
        "may_invite": grants(request.actor, Verb.CREATE, "invitation"),
    }
    return render(request, "networks/members.html", context)


def member(request: NetworkRequest, network: str, member: str) -> HttpResponse:
    """One of them: what they are, since when, until when, what they can see."""
    part = find(request, Membership, member)
    own = part.account_id == request.actor.account
    if not (own or request.actor.in_charge) or not part.is_about_a_member():
        raise Http404
    one = _one(request, part)
    sees = what_they_can_see(request.network, part.actor(), to_them=own)
    context = {
        "one": one,
        "part": part,
        "sees": sees,
        "deeds": deeds_for(request.actor, part),
        "changes": request.actor.in_charge and not own and part.role not in UNCHANGED,
    }
    return render(request, "networks/member.html", context)


UNCHANGED = (Role.PERSON, Role.STEWARD)


def change_member(request: NetworkRequest, network: str, member: str) -> HttpResponse:
    """Another part, or another end. The person decides; a steward asks."""
    part = _of_others(request, member)
    if part.role in UNCHANGED or not part.is_about_a_member():
        raise Http404
    form = PartForm(typed(request), initial={**filled(part), "version": part.version})
    saying = _said_form(request)
    status, second = 200, {}
    if request.method == "POST":
        status = 422
        if form.is_valid() and (saying is None or saying.is_valid()):
            try:
                return _changed(request, part, form, saying.said() if saying else {})
            except Stale as stale:
                status, second = 409, beside(form, stale.row, filled(stale.row), request.network)
    context = {"one": _one(request, part), "part": part, "form": form, "saying": saying, **second}
    context["back"] = reverse("member", args=[network, part.pk])
    return render(request, "networks/change_member.html", context, status=status)


def _changed(
    request: NetworkRequest, part: Membership, form: PartForm, said: dict[str, Any]
) -> HttpResponse:
    wanted = form.part()
    waiting = None
    if request.actor.role is Role.PERSON:
        part.change_part(request.actor, form.cleaned_data["version"] or 0, **wanted)
    else:
        waiting = part.ask_to_change(request.actor, **wanted, **said)
    _tell(request, waiting)
    return redirect("member", request.network.pk, part.pk)


def member_deed(request: NetworkRequest, network: str, member: str, deed: str) -> HttpResponse:
    """One deed about somebody's part: first what it does, then the button."""
    part = _of_others(request, member)
    wanted = DEEDS.get(deed)
    if wanted is None or not wanted.fits(request.actor, part):
        raise Http404
    saying = _said_form(request) if wanted.asks else None
    if request.method == "POST" and (saying is None or saying.is_valid()):
        return _done(request, part, wanted, saying.said() if saying else {})
    one = _one(request, part)
    context = {
        "one": one,
        "part": part,
        "deed": wanted,
        "told": wanted.told(request.actor, part, request.network, one.name),
        "sees": wanted.sees(request.network, part),
        "saying": saying,
        "second": deed == "out" and part.takes_another(request.actor),
        "back": reverse("members" if part.ended_at else "member", args=_where(network, part)),
    }
    wrong = saying is not None and bool(saying.errors)
    return render(request, "networks/member_deed.html", context, status=422 if wrong else 200)


def _where(network: str, part: Membership) -> list[str]:
    return [network] if part.ended_at else [network, part.pk]


def _done(
    request: NetworkRequest, part: Membership, deed: Deed, said: dict[str, Any]
) -> HttpResponse:
    try:
        waiting = deed.do(request.actor, part, {**said, "pause": "pause" in request.POST})
    except LastOne:
        text = _("Nobody would look after the network then. Ask somebody to do it with you first.")
        messages.warning(request, text)
        return redirect("members", request.network.pk)
    except Stale:
        messages.warning(request, _("Somebody else changed this just now. Please look again."))
        return redirect("members", request.network.pk)
    _tell(request, waiting, deed.said(part, called(part, request.network)))
    part.refresh_from_db()
    if part.ended_at is not None:
        return redirect("members", request.network.pk)
    return redirect("member", request.network.pk, part.pk)


def _tell(request: NetworkRequest, waiting: Any, done: str = "") -> None:
    """It is done; or it waits, and for whom one can see."""
    if waiting is None or waiting.answer == "yes":
        messages.success(request, done or _("Saved."))
    else:
        messages.info(request, _("Asked. It waits for a yes; nothing changes until then."))


def _of_others(request: NetworkRequest, key: str) -> Membership:
    """Somebody else's part; nobody does these things to themselves, or to the person."""
    part = find(request, Membership, key)
    own = part.account_id == request.actor.account
    if not request.actor.in_charge or own or part.role == Role.PERSON:
        raise Http404
    return part


def _one(request: NetworkRequest, part: Membership) -> taking_part.Shown:
    here = Membership.visible_to(request.actor).filter(pk=part.pk)
    return taking_part.shown(request.actor, request.network, here)[0]


def _said_form(request: NetworkRequest) -> SaidForm | None:
    """A steward says whether the person said yes, where the person does not come in."""
    if request.actor.role is not Role.STEWARD or request.network.of_the_person() is not None:
        return None
    return SaidForm(typed(request), name=request.network.name)
