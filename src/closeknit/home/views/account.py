"""One’s own account as a whole: it knows the networks as well."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.accounts.models import Account, PaperCode, Visit
from closeknit.accounts.recovery import settle
from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.home.forms.leaving import DeleteForm
from closeknit.home.views.welcome import front_page
from closeknit.networks.models import Network
from closeknit.networks.parting import part_for_good, parts
from closeknit.workshops import practice
from closeknit.workshops.models import Seat, Series


@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Who I am here, how I come in, where I am signed in, my networks, and the way out."""
    settle()
    account = Account.objects.get(pk=request.user.pk)
    networks = Network.of(account.pk)
    shown = {
        "account": account,
        "passkeys": Authenticator.objects.filter(user=account).count(),
        "devices": len(Visit.of(account)),
        "codes": PaperCode.left(account),
        "networks": [(row, front_page(row, account)) for row in networks],
    }
    return render(request, "home/account.html", shown)


@require_http_methods(["GET", "POST"])
def delete_account(request: HttpRequest) -> HttpResponse:
    """What goes and what stays, said first. There is no undo."""
    account = Account.objects.get(pk=request.user.pk)
    if account.made_up:
        raise Http404
    form, left_alone = DeleteForm(typed(request)), list(Series.needing(account.pk))
    if form.is_valid() and not left_alone and go_for_good(account):
        logout(request)
        tell(request, _("Your account is deleted. Go well."))
        return redirect("welcome")
    here = parts(account)
    shown = {
        "form": form,
        "needing": [part for part in here if part.needed],
        "parts": here,
        "left_alone": left_alone,
    }
    status = 422 if form.errors else 409 if form.is_bound else 200
    return render(request, "home/delete_account.html", shown, status=status)


def go_for_good(account: Account) -> bool:
    """Their places in workshops are free again, and then their account goes. False: nothing did."""
    with transaction.atomic():
        gone = not any(part.needed for part in parts(account))
        if gone:
            practice.throw_away(account.pk)
        for seat in Seat.of(account.pk) if gone else ():
            seat.leave(seat.actor())
        return gone and part_for_good(account)
