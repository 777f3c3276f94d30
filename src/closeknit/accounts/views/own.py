"""One’s own account: who I am, where I am signed in, what waits, codes on paper."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from closeknit.accounts.models import Account, PaperCode, Recovery, Visit
from closeknit.accounts.own import change_waiting, keep
from closeknit.accounts.own_forms import AboutForm, StaysForm, WaitingForm
from closeknit.accounts.paper import print_codes
from closeknit.accounts.visits import end_visit as end_one
from closeknit.accounts.visits import end_visits as end_many
from closeknit.design.forms import typed
from closeknit.design.notices import tell


def me(request: HttpRequest) -> Account:
    """The account as it is in the database now: a form must not change what the page shows."""
    return Account.objects.get(pk=request.user.pk)


@require_http_methods(["GET", "POST"])
def about_me(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, how large pages are written."""
    form = AboutForm(typed(request), instance=me(request))
    if form.is_valid():
        keep(form.instance, "account_changed", *form.changed_data)
        tell(request, _("Kept."))
        return redirect("my_account")
    status = 422 if form.errors else 200
    return render(request, "accounts/about_me.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def my_devices(request: HttpRequest) -> HttpResponse:
    """Where I am signed in, and how long a device stays so."""
    account = me(request)
    form = StaysForm(typed(request), instance=account)
    if form.is_valid():
        keep(form.instance, "account_changed", *form.changed_data)
        tell(request, _("Kept. It holds for every device from its next page on."))
        return redirect("my_devices")
    here = request.session.session_key
    visits = [(visit, visit.session_key == here) for visit in Visit.of(account)]
    shown = {"form": form, "visits": visits, "others": len(visits) > 1}
    return render(request, "accounts/devices.html", shown, status=422 if form.errors else 200)


@require_http_methods(["POST"])
def end_visit(request: HttpRequest, visit: str) -> HttpResponse:
    """One device is signed out: at its next page it stands outside."""
    account, here = me(request), request.session.session_key
    found = next((one for one in Visit.of(account) if one.mark == visit), None)
    if found is None:
        raise Http404
    if found.session_key == here:
        return out(request)
    end_one(account, found)
    tell(request, _("That device is signed out."))
    return redirect("my_devices")


@require_http_methods(["POST"])
def end_visits(request: HttpRequest, which: str) -> HttpResponse:
    """Every other device, or every device and this one, is signed out."""
    if which not in ("others", "all"):
        raise Http404
    account = me(request)
    if which == "all":
        end_many(account, request.session.session_key)
        return out(request)
    count = end_many(account, request.session.session_key)
    said = ngettext("%(count)s device is signed out.", "%(count)s devices are signed out.", count)
    tell(request, said % {"count": count})
    return redirect("my_devices")


def out(request: HttpRequest) -> HttpResponse:
    logout(request)
    tell(request, _("You are signed out."))
    return redirect("account_request_login_code")


@require_http_methods(["GET", "POST"])
def my_waiting(request: HttpRequest) -> HttpResponse:
    """How long another way in waits before it works, and what waits now."""
    account = me(request)
    form = WaitingForm(typed(request), instance=me(request))
    if form.is_valid():
        later = change_waiting(account, **form.cleaned_data)
        tell(request, _("Kept. It begins when the wait is over.") if later else _("Kept."))
        return redirect("my_account")
    shown = {"form": form, "waiting": Recovery.waiting_for(account)}
    return render(request, "accounts/waiting.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def my_codes(request: HttpRequest) -> HttpResponse:
    """Ten codes on paper. They are shown once, on the page that makes them."""
    account = me(request)
    if request.method == "POST":
        shown = {
            "codes": print_codes(account),
            "house_url": settings.URL + reverse("enter_by_paper"),
        }
        return render(request, "accounts/codes_printed.html", shown)
    return render(request, "accounts/codes.html", {"left": PaperCode.left(account)})
