"""What the link of an invitation leads to: who asks, why, what it means, and four answers.

Whoever comes by it has no account here, or need not use it. Looking changes nothing.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closeknit.accounts.adapter import INVITED
from closeknit.accounts.models import Account
from closeknit.networks.forms import AddressForm
from closeknit.networks.models import Invitation, Membership, Stale
from closeknit.networks.parts import PARTS, part_of, sights_of, told_of
from closeknit.policy import Actor, Denied, Role

SAID_YES = "said_yes"
"""In the session: the hash of the link to which this browser said yes before it came in."""
State = Invitation.State
ANSWERS = {"no": State.DECLINED, "talk": State.TALK, "unknown": State.UNKNOWN}
# Nobody else learns the address of this page. The page itself lets its own form say where it comes
# from (`_private.html`): otherwise the answer would look like a forged request.
HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@require_http_methods(["GET", "HEAD", "POST"])
def asked_in(request: HttpRequest, token: str) -> HttpResponse:
    """One page without an account, and its answers."""
    found = Invitation.led_by(token)
    if found is None:
        return _came_in(request, token) or gone(request)
    row, actor = found
    try:
        answer = _answered(request, row, actor) if request.method == "POST" else None
    except (Denied, Stale):  # somebody was quicker, or it was taken back in between
        return _came_in(request, token) or gone(request)
    return answer or shown_alone(request, "networks/asked_in.html", _told(request, row))


def gone(request: HttpRequest) -> HttpResponse:
    """Used, over, taken back or made up: nobody can tell which."""
    return shown_alone(request, "networks/gone.html", {}, status=404)


def shown_alone(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page behind a link: it is found by no search and tells nobody where one came from."""
    page = render(request, template, {"own_form": "strict-origin"} | context, status=status)
    for name, value in HEADERS.items():
        page.headers[name] = value
    return page


def _told(request: HttpRequest, row: Invitation) -> dict[str, Any]:
    """What the page says; whoever comes by the link may see this row and nothing else."""
    asker = row.asker()
    assert asker is not None  # otherwise the link leads nowhere
    whose = row.network.name if row.says_whose or asker.role == Role.PERSON else ""
    return {
        "row": row,
        "by": row.asks(),
        "by_role": told_of(asker, whose),
        "whose": whose,
        "part": PARTS[part_of(row.role, row.paid)],
        "sights": sights_of(row.network, part_of(row.role, row.paid), to_them=True),
        "guest": row.role == Role.GUEST,
        "state": str(row.state()),
        "said_yes": request.user.is_authenticated
        and request.session.get(SAID_YES) == row.token_hash,
        "other_address": _other_address(request, row),
    }


def _own(request: HttpRequest) -> set[str]:
    """The addresses that are known to belong to whoever is signed in."""
    if not request.user.is_authenticated:
        return set()
    known = EmailAddress.objects.filter(user=request.user, verified=True)
    return {address.lower() for address in known.values_list("email", flat=True)}


def _other_address(request: HttpRequest, row: Invitation) -> bool:
    return request.user.is_authenticated and row.address not in _own(request)


def _answered(request: HttpRequest, row: Invitation, actor: Actor) -> HttpResponse | None:
    said = request.POST.get("answer", "")
    if said == "yes":
        return _yes(request, row, actor)
    if said not in ANSWERS:
        return None
    row.answer(actor, ANSWERS[said])
    for word in (SAID_YES, INVITED):
        request.session.pop(word, None)
    if said == "unknown":  # from here on nothing of the network is said
        return shown_alone(request, "networks/did_not_know.html", {})
    return redirect("asked_in", row.token)


def _yes(request: HttpRequest, row: Invitation, actor: Actor) -> HttpResponse:
    own, account = _own(request), request.user.pk or ""
    if row.role == Role.GUEST and row.address not in own:
        row.accept(actor)
        return shown_alone(request, "networks/said_yes.html", {"by": row.asks(), "guest": True})
    if not account:
        return _make_ready(request, row)
    counts = row.accept(actor, account, own)
    for word in (SAID_YES, INVITED):
        request.session.pop(word, None)
    if not counts:
        return shown_alone(request, "networks/said_yes.html", {"by": row.asks()})
    messages.success(request, _("Welcome. It is good that you are here."))
    return redirect("welcome")


def _make_ready(request: HttpRequest, row: Invitation) -> HttpResponse:
    """Whoever says yes comes in with this address, or makes an account with it, and comes back."""
    address = row.address
    if not address:
        form = AddressForm(request.POST if "email" in request.POST else None)
        if not form.is_valid():
            return shown_alone(
                request,
                "networks/asked_address.html",
                {"form": form, "row": row, "by": row.asks()},
                status=422 if form.errors else 200,
            )
        address = form.cleaned_data["email"].lower()
    request.session[INVITED] = address
    request.session[SAID_YES] = row.token_hash
    known = Account.objects.filter(email__iexact=address).exists()
    page = "account_request_login_code" if known and row.address else "account_signup"
    back = urlencode({"next": reverse("asked_in", args=[row.token])})
    return redirect(f"{reverse(page)}?{back}")


def _came_in(request: HttpRequest, token: str) -> HttpResponse | None:
    """Saying yes twice is saying it once: whoever came in by this link is led in."""
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    row = Invitation.accepted_by(token)
    if row is None or not Membership.active().filter(
        network=row.network_id, account=request.user.pk, person=row.person_id
    ):
        return None
    return redirect("welcome")
