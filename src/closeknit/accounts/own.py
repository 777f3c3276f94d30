"""Deeds of one’s own account, and the two that whoever runs the server may do to it."""

from __future__ import annotations

from django.db import transaction

from .letters import tell_every_address
from .models import Account, Recovery
from .record import record
from .recovery import ask
from .visits import end_visits


def keep(account: Account, deed: str, *fields: str) -> None:
    """Write these fields down, with an entry that names them and nothing else."""
    with transaction.atomic():
        account.save(update_fields=fields)
        record(account.actor(), deed, "account", account.pk, fields=sorted(fields))


def go_quiet(account: Account, neutral: bool) -> None:
    """Let tabs and letters say only a plain word; or what they said before."""
    account.neutral = neutral
    keep(account, "quieted", "neutral")


def speak(account: Account, tongue: str) -> None:
    """From now on pages and letters are in these words."""
    account.language = tongue
    keep(account, "chose_words", "language")


def show(account: Account, simple: bool) -> None:
    """From now on they come in at the simple home; or at everything."""
    account.simple = simple
    keep(account, "chose_view", "simple")


def rest(account: Account, why: str) -> None:
    """Nobody comes in with this account until it wakes. Its part in networks stays as it is."""
    account.is_active, account.rests_because = False, why
    with transaction.atomic():
        keep(account, "rested", "is_active", "rests_because")
        end_visits(account)


def wake(account: Account) -> None:
    account.is_active, account.rests_because = True, ""
    keep(account, "woke", "is_active", "rests_because")


def change_waiting(account: Account, waiting_days: int, codes_by_mail: bool) -> bool:
    """Stricter works at once; whatever makes it easier to come in waits first. True if one waits.

    Else somebody at a browser that stood open could switch the wait off, and then take over.
    """
    fewer = bool(account.waiting_days) and waiting_days < account.waiting_days
    codes = bool(account.waiting_days) and codes_by_mail and not account.codes_by_mail
    before = (account.waiting_days, account.codes_by_mail)
    with transaction.atomic():
        if codes:
            ask(account, Recovery.Kind.CODES)
        if fewer:
            ask(account, Recovery.Kind.DAYS, str(waiting_days))
        account.waiting_days = before[0] if fewer else waiting_days
        account.codes_by_mail = before[1] if codes else codes_by_mail
        if before != (account.waiting_days, account.codes_by_mail):
            keep(account, "account_changed", "waiting_days", "codes_by_mail")
            tell_every_address(account)
    return fewer or codes
