"""A tab and letters that do not say what this is, for whoever is watched."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closeknit.accounts.forms import QuietForm
from closeknit.accounts.models import Account
from closeknit.accounts.own import go_quiet
from closeknit.design.notices import tell


@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest) -> HttpResponse:
    """One box to tick."""
    account = cast(Account, request.user)
    form = QuietForm(request.POST if request.method == "POST" else None, instance=account)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/quiet.html", {"form": form})
    go_quiet(account, form.cleaned_data["neutral"])
    said = _("Saved. The tab says only a plain word.") if account.neutral else _("Saved.")
    tell(request, said)
    return redirect("quiet")
