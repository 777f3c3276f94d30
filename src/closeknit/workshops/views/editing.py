"""Saving what a facilitator changed, or showing both texts when another was quicker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from closeknit.accounts.models import Account
from closeknit.networks.forms import Versioned
from closeknit.networks.views.editing import edited


def edit(
    request: HttpRequest,
    template: str,
    form: Versioned,
    save: Callable[[], Any],
    back: str,
    **context: Any,
) -> HttpResponse:
    """One form for one row of a series or a host."""
    return edited(request, template, form, save, {**context, "back": back}, quicker)


def quicker(row: Any) -> str:
    """Whoever wrote what stands there now: those who lead a series know each other's names."""
    account = row.versions.changed_by(row) or row.author_id
    found = Account.objects.filter(pk=account).first() if account else None
    return found.get_full_name() if found else _("Somebody")
