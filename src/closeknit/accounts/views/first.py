"""A door of our own: the first account of a house."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from closeknit.accounts import first as first_account
from closeknit.accounts.adapter import FIRST, nobody_here


@require_http_methods(["GET", "POST"])
def first(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever holds the address from the terminal makes the first account."""
    if not (nobody_here() and first_account.fits(key)):
        raise Http404
    if request.method == "GET":
        return render(request, "accounts/first.html")
    request.session[FIRST] = True
    return redirect("account_signup")
