"""What is new, over all networks of whoever is signed in. Looking writes nothing."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closeknit.accounts.models import Account
from closeknit.accounts.views.own import me
from closeknit.design.notices import tell
from closeknit.notices.models import Notice
from closeknit.notices.news import unseen


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Everything new, network by network, each with the way there and a button “seen”."""
    return render(request, "notices/news.html", {"here": unseen(cast(Account, request.user))})


@require_POST
def news_seen(request: HttpRequest) -> HttpResponse:
    """What was on the page is seen: this one, or all of it."""
    account = me(request)
    wanted = set(request.POST.getlist("all" if "everything" in request.POST else "seen"))
    dues = [due for here in unseen(account) for due in here.dues if due.word in wanted]
    Notice.keep(account.pk, dues, seen_at=timezone.now())
    tell(request, _("Seen. It stays where it belongs; only this list is shorter."))
    return redirect("news")
