"""Letters about an account. They hold no name, no content and no way to sign in by a click."""

from __future__ import annotations

from contextlib import AbstractContextManager
from email.utils import formataddr, parseaddr
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import Account

HOUSE = "Closeknit"


def house_name(account: Account | None) -> str:
    """The name of the house in letters to this account: a plain word for whoever wants one."""
    return settings.NEUTRAL_TITLE if account and account.neutral else HOUSE


def sender(account: Account | None) -> str:
    """The operator's address; under the plain word for whoever wants one."""
    if account is None or not account.neutral:
        return str(settings.DEFAULT_FROM_EMAIL)
    return formataddr((settings.NEUTRAL_TITLE, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def in_words_of(reader: Account | str | None) -> AbstractContextManager[None]:
    """What is said inside is in the words of whoever gets the letter: an account, or an address.

    Whoever never chose gets it in the words of whoever has it sent.
    """
    if isinstance(reader, str):
        accounts = apps.get_model("accounts", "Account").objects
        chosen = accounts.filter(email__iexact=reader).values_list("language", flat=True).first()
    else:
        chosen = reader.language if reader else ""
    known = chosen in dict(settings.LANGUAGES)
    return translation.override(chosen if known else translation.get_language())


def addresses(account: Account) -> list[str]:
    """Every address that is known to be the account’s own."""
    known = EmailAddress.objects.filter(user=account, verified=True)
    return sorted(known.values_list("email", flat=True))


def tell_every_address(account: Account, stop: str = "", also: str = "") -> None:
    """Something about how one comes in was asked for, or was done; `stop` is where to refuse it.

    `also` is an address that was the account’s own until a moment ago.
    """
    if account.made_up:
        return
    letter = "accounts/letters/asked.txt" if stop else "accounts/letters/changed.txt"
    words = {"url": settings.URL + (stop or reverse("my_account"))}
    with in_words_of(account):
        subject, body = _("A word about your account"), render_to_string(letter, words)
    for address in sorted({*addresses(account), *filter(None, [also])}):
        send_mail(subject, body, sender(account), [address])
