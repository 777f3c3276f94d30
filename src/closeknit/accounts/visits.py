"""Ending visits: one browser, or all of them, is signed out from its next page on."""

from __future__ import annotations

from django.db import transaction

from .models import Account, Visit
from .record import record


def end_visit(account: Account, visit: Visit) -> None:
    with transaction.atomic():
        visit.delete()
        record(account.actor(), "visit_ended", "account", account.pk, count=1)


def end_visits(account: Account, but: str | None = None) -> int:
    """Sign this account out everywhere, or everywhere but in one browser. Says how many it was."""
    with transaction.atomic():
        others = Visit.objects.filter(account=account).exclude(session_key=but or "")
        ended, _kinds = others.delete()
        if ended:
            record(account.actor(), "visit_ended", "account", account.pk, count=ended)
    return ended
