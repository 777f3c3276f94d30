"""Who said yes to what: the page of roles, asking somebody, and what they answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.design.returning import back_or
from closeknit.networks.audience import seen, taking_part
from closeknit.networks.bin import in_the_bin
from closeknit.networks.door import NetworkRequest, find, find_gone
from closeknit.networks.models import Person, Portrait, Stale
from closeknit.networks.views.editing import edit
from closeknit.plans.chairs import before, chairs, told_rows
from closeknit.plans.forms.roles import AskRoleForm, RoleForm, SaidForm
from closeknit.plans.models import Confidant, Role
from closeknit.policy import Verb, may, may_propose, may_with_another


def people_of(request: NetworkRequest) -> dict[str, Person]:
    """Everybody on the map that the reader may know of, with their faces at hand."""
    request.portraits = {p.person_id or "": p for p in Portrait.visible_to(request.actor)}
    return {person.pk: person for person in Person.visible_to(request.actor)}


def roles(request: NetworkRequest, network: str) -> HttpResponse:
    """Every role, held or free; for whoever is not in charge, their own alone."""
    actor, today = request.actor, timezone.localdate()
    people = people_of(request)
    rows = list(Role.visible_to(actor))
    told = told_rows(rows, actor, people, request.portraits, today)
    every = chairs(told, mine=actor.role == "person")
    kept = list(Confidant.visible_to(actor))
    shown = {
        "chairs": [one for one in every if not one.is_free],
        "free": [one for one in every if one.is_free],
        "told": [one for one in told if one.row.stands not in ("no", "back")],
        "before": before(told),
        "asks": actor.in_charge,
        "confidant": actor.role == "person" or any(one.person_id == actor.person for one in kept),
        "trusted": any(one.stands == "yes" for one in kept),
        "gone": in_the_bin(actor, timezone.now(), (Role,)),
    }
    return render(request, "plans/roles.html", shown)


def role_ask(request: NetworkRequest, network: str) -> HttpResponse:
    """Whom to ask, for what. A steward's question waits for the person's yes."""
    stands_in = None
    if key := request.GET.get("for") or request.POST.get("for"):
        stands_in = find(request, Role, key)
    start = {name: request.GET[name] for name in ("kind", "person", "words") if name in request.GET}
    people = people_of(request)
    form = AskRoleForm(request.POST or None, people=people, stands_in=stands_in, initial=start)
    if request.method == "POST" and form.is_valid():
        row = Role.ask(request.actor, timezone.localdate(), **_fields(form))
        waits = row.stands is Role.Stands.NOT_ASKED
        about = {"name": row.person.name, "focus": request.network.name}
        text = _("Written down. %(name)s can say yes or no, and both are fine.")
        if waits:
            text = _("Written down. It waits until %(focus)s says yes to asking %(name)s.")
        messages.success(request, text % about)
        return redirect("roles", network)
    shown = {
        "form": form,
        "stands_in": stands_in,
        "waits": request.actor.role != "person",
        "back": reverse("roles", args=[network]),
    }
    return render(request, "plans/role_ask.html", shown, status=422 if form.errors else 200)


def _fields(form: AskRoleForm) -> dict[str, Any]:
    names = ("kind", "name", "person", "words", "yes_on", "review_on", "paper", "stand_in_of")
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


def role(request: NetworkRequest, network: str, role: str) -> HttpResponse:
    """One role: what it means, how it came about, and what may be said now."""
    row = find(request, Role, role)
    actor, facts = request.actor, row.facts()
    people = people_of(request)
    rows = Role.visible_to(actor).filter(stand_in_of=row)
    told = told_rows([row, *rows], actor, people, request.portraits, timezone.localdate())[0]
    changes = may(actor, Verb.CHANGE, facts)
    if request.method == "POST" and not actor.in_charge:
        raise Http404
    form = RoleForm.of(row, data=request.POST or None, proposes=not changes)
    members = taking_part(request.network)
    shown = {
        "told": told,
        "row": row,
        "asks": actor.in_charge,
        "waits": not changes,
        "said": SaidForm(initial={"version": row.version, "on": timezone.localdate()}),
        "removes": may(actor, Verb.DELETE, facts) or may_with_another(actor, Verb.DELETE, facts),
        "seen": seen(row, request.network, actor, members) if actor.in_charge else None,
    }
    back = reverse("role", args=[network, role])

    def save() -> None:
        if row.mean(actor, form.seen, **form.changes()) is not None:
            _says_it_waits(request)

    return edit(request, "plans/role.html", form, save, back, **shown)


def _says_it_waits(request: NetworkRequest) -> None:
    about = {"focus": request.network.name}
    messages.success(request, _("It waits until %(focus)s says yes.") % about)


def role_answer(request: NetworkRequest, network: str, role: str) -> HttpResponse:
    """Yes, no, or given back: by whoever is asked, or written down as they said it."""
    row = find(request, Role, role)
    actor = request.actor
    if not may(actor, Verb.CHANGE, row.facts()) and not may_propose(
        actor, Verb.CHANGE, row.facts()
    ):
        raise Http404
    form = SaidForm(request.POST)
    back = back_or(request, reverse("role", args=[network, role]))
    if not form.is_valid():
        messages.warning(request, "; ".join(str(e) for es in form.errors.values() for e in es))
        return redirect(back)
    said = form.cleaned_data
    if not row.takes(said["said"]):
        messages.info(request, _("That was already written down."))
        return redirect(back)
    try:
        waits = row.answer(actor, said["version"] or row.version, said["said"], said["on"])
    except Stale:
        messages.info(request, _("Somebody else wrote something down. Please look once more."))
        return redirect(back)
    if waits is not None:
        _says_it_waits(request)
    else:
        own = bool(actor.person) and row.person_id == actor.person
        messages.success(request, thanks(said["said"]) if own else _("Written down."))
    return redirect(back)


def thanks(said: str) -> str:
    """What somebody reads after they answered."""
    words = {
        "yes": _("Thank you. You can give it back whenever it is enough."),
        "no": _("Thank you for saying so. No is fine."),
        "back": _("Thank you for what you did. Somebody else may do it now."),
    }
    return words[said]


def role_remove(request: NetworkRequest, network: str, role: str) -> HttpResponse:
    """Off the page. The person does it at once; stewards ask, or agree with each other."""
    row = find(request, Role, role)
    actor = request.actor
    if may(actor, Verb.DELETE, row.facts()):
        row.bin(actor)
        undo = reverse("role_bring_back", args=[network, role])
        tell(request, _("Taken away. It can be brought back for 30 days."), undo=undo)
    else:
        row.ask_to_remove(actor)
        text = _("It waits until %(focus)s, or somebody else who looks after the network, agrees.")
        messages.success(request, text % {"focus": request.network.name})
    return redirect("roles", network)


def role_bring_back(request: NetworkRequest, network: str, role: str) -> HttpResponse:
    """On the page again."""
    row = find_gone(request, Role, role)
    row.take_back(request.actor)
    messages.success(request, _("It is here again."))
    return redirect("roles", network)
