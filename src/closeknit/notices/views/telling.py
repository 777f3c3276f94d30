"""How somebody wants to be told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closeknit.accounts.views.own import me
from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.networks.models import Network
from closeknit.notices.forms import RhythmForm
from closeknit.notices.models import Rhythm
from closeknit.notices.sending import may_be_written_to


@require_http_methods(["GET", "HEAD", "POST"])
def told_how(request: HttpRequest) -> HttpResponse:
    """One page: how often, when, when not, and what letters may say."""
    account = me(request)
    networks = list(Network.of(account.pk))
    form = RhythmForm(typed(request), instance=Rhythm.of(account), networks=networks)
    if form.is_valid():
        form.choose()
        tell(request, _("Kept."))
        return redirect("told_how")
    shown = {"form": form, "account": account, "reached": may_be_written_to(account)}
    return render(request, "notices/told_how.html", shown, status=422 if form.errors else 200)
