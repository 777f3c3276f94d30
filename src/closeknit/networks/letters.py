"""Letters of a network: no name and no content, unless whoever asks wants theirs to be said."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from smtplib import SMTPException
from types import MappingProxyType
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.accounts.letters import in_words_of

log = logging.getLogger(__name__)
# So that no holiday notice answers. There is no picture in it and no address that counts who reads.
HEADERS = {"Auto-Submitted": "auto-generated"}


def ask_in(address: str, token: str, who: str = "") -> bool:
    """Somebody would like to ask you something. False when the mail server did not take it."""
    words = {
        "who": " ".join(who.split()),
        "site": urlsplit(settings.URL).netloc,
        "url": settings.URL + reverse("asked_in", args=[token]),
    }
    with in_words_of(address):
        subject = _("Somebody would like to ask you something")
        if words["who"]:
            subject = _("%(who)s would like to ask you something") % words
        body = render_to_string("networks/letters/asked_in.txt", words)
    return send(subject, body, address)


def ask_by_link(address: str, url: str, letter: str, stop: str) -> bool:
    """Somebody asks something, behind a link. No name is said, no day, no place, nothing of it.

    `stop` is the address that stops such letters, on a page or by one click (RFC 8058).
    """
    words = {"site": urlsplit(settings.URL).netloc, "url": url, "stop": stop}
    with in_words_of(address):
        subject = _("Somebody would like to ask you something")
        body = render_to_string(f"networks/letters/{letter}.txt", words)
    once = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return send(subject, body, address, once)


def send(
    subject: str, body: str, address: str, more: Mapping[str, str] = MappingProxyType({})
) -> bool:
    """Hand it to the mail server. False when that did not take it."""
    letter = EmailMessage(subject, body, None, [address], headers={**HEADERS, **more})
    try:
        letter.send()
    except (OSError, SMTPException, ValueError) as trouble:
        log.warning("A letter did not go out: %s", type(trouble).__name__)
        return False
    return True
