"""Another way in that waits: a new password or address that works only after some days.

Whoever got hold of somebody’s mailbox, or of a browser that stood open, cannot take the account
over unseen: every address of the account is told at once, and one click stops it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from .letters import tell_every_address
from .models import Account, Recovery
from .record import record
from .visits import end_visits

Kind, Ended = Recovery.Kind, Recovery.Ended


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def ask(account: Account, kind: str, value: str = "") -> Recovery:
    """Begin to wait, and tell every address of the account."""
    token, now = secrets.token_urlsafe(24), timezone.now()
    with transaction.atomic():
        for other in Recovery.waiting_for(account).filter(kind=kind):
            other.end(Ended.REPLACED)
        made = Recovery.objects.create(
            account=account,
            kind=kind,
            value=value,
            hashed=hashed(token),
            asked_at=now,
            due_at=now + dt.timedelta(days=account.waiting_days),
        )
        record(account.actor(), "way_asked", "account", account.pk)
        # Nothing waits that nobody was told of: if the letters cannot go, neither can this.
        tell_every_address(account, reverse("stop_recovery", args=[token]))
    return made


def by_token(token: str) -> Recovery | None:
    """What the address in a letter stops; None when there is nothing to stop any more."""
    return Recovery.objects.filter(hashed=hashed(token), ended_at=None).first()


def refuse(recovery: Recovery, but: str | None = None) -> bool:
    """It was not me: nothing changes, and every other browser is signed out."""
    with transaction.atomic():
        if not recovery.end(Ended.REFUSED):
            return False
        end_visits(recovery.account, but)
        record(recovery.account.actor(), "way_refused", "account", recovery.account_id)
    return True


def settle() -> None:
    """Let everything take effect whose time has come."""
    for due in Recovery.objects.filter(ended_at=None, due_at__lte=timezone.now()):
        take_effect(due)


def take_effect(recovery: Recovery) -> None:
    """Once: of two who come in the same moment, the one that ends the wait does it."""
    account, wanted = recovery.account, recovery.value
    before = account.email
    with transaction.atomic():
        taken = recovery.kind == Kind.ADDRESS and belongs_to_somebody(wanted)
        if not recovery.end(Ended.TAKEN if taken else Ended.DONE) or taken:
            return
        change(account, recovery.kind, wanted)
        record(account.actor(), "way_changed", "account", account.pk)
        tell_every_address(account, also=before)


def belongs_to_somebody(address: str) -> bool:
    return bool(EmailAddress.objects.filter(email=address, verified=True).exists())


def change(account: Account, kind: str, wanted: str) -> None:
    if kind == Kind.PASSWORD:
        account.password = wanted
    elif kind == Kind.DAYS:
        account.waiting_days = int(wanted)
    elif kind == Kind.CODES:
        account.codes_by_mail = True
    else:
        EmailAddress.objects.filter(user=account).delete()
        EmailAddress.objects.create(user=account, email=wanted, verified=True, primary=True)
        account.email = wanted
    account.save(update_fields=["password", "waiting_days", "codes_by_mail", "email"])
