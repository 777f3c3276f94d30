"""Codes on paper: ten, each good once, to come in when everything else is lost."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Account, PaperCode
from .record import record

HOW_MANY = 10
DIGITS = 12


def digits_of(typed: str) -> str:
    """What was typed, without spaces and dashes.

    >>> digits_of("0123 4567-8901")
    '012345678901'
    """
    return "".join(letter for letter in typed if letter.isascii() and letter.isdigit())


def hashed(account: Account, digits: str) -> str:
    word = f"{account.pk}:{digits}"
    return salted_hmac("closeknit.paper", word, algorithm="sha256").hexdigest()


def print_codes(account: Account) -> list[str]:
    """Ten new codes in groups of four; those of an older page are dead from now on."""
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _each in range(HOW_MANY)]
    rows = [PaperCode(account=account, hashed=hashed(account, code)) for code in codes]
    with transaction.atomic():
        PaperCode.objects.filter(account=account).delete()
        PaperCode.objects.bulk_create(rows)
        record(account.actor(), "paper_made", "account", account.pk)
    return [" ".join((code[:4], code[4:8], code[8:])) for code in codes]


def use_code(account: Account, typed: str) -> bool:
    """True once for each code that is on the page."""
    wanted = PaperCode.objects.filter(account=account, hashed=hashed(account, digits_of(typed)))
    with transaction.atomic():
        if not wanted.filter(used_at=None).update(used_at=timezone.now()):
            return False
        record(account.actor(), "paper_used", "account", account.pk)
    return True
