"""Letters that tell somebody: without a name or a word of content, unless they wanted it so."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.accounts.letters import house_name, in_words_of, sender
from closeknit.accounts.models import Account

from .models import Rhythm, Slot
from .news import Here

Letter = EmailMessage


def digest(slot: Slot, rhythm: Rhythm, told: Iterable[Here]) -> Letter:
    """One letter for all networks. Words stand in it only where somebody opened them themselves."""
    account = rhythm.account
    with in_words_of(account):
        words = {
            "house": house_name(account),
            "site": urlsplit(settings.URL).netloc,
            "url": settings.URL + reverse("news"),
            "stop": stop_url(rhythm),
            "how": "turn" if slot.row else rhythm.how,
            "networks": list(spoken_of(rhythm, told)),
        }
        body = render_to_string("notices/letters/digest.txt", words)
        return _letter(slot, rhythm, _("There is something new for you"), body)


def spoken_of(rhythm: Rhythm, told: Iterable[Here]) -> Iterable[dict[str, object]]:
    """Networks that may be named, each with the lines a letter may hold, and how many more."""
    named = set(rhythm.named.values_list("network_id", flat=True)) if rhythm.pk else set()
    for here in told:
        if here.network.pk not in named:
            continue
        lines = [" ".join(due.text.split()) for due in here.dues if due.in_mail]
        more = len(here.dues) - len(lines)
        yield {"name": " ".join(here.network.name.split()), "lines": lines, "more": more}


def stop_url(rhythm: Rhythm) -> str:
    return settings.URL + reverse("stop_letters", args=[rhythm.token])


def _letter(slot: Slot, rhythm: Rhythm, subject: str, body: str) -> Letter:
    account: Account = rhythm.account
    headers = {
        "Message-ID": slot.message_id,
        # So that no holiday notice answers, and one click in a mail program stops them (RFC 8058).
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop_url(rhythm)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(subject, body, sender(account), [account.email], headers=headers)
