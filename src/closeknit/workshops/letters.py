"""Letters of a workshop: a link, and no word of which one it is. The queue holds keys alone.

They are put into words by the worker, who has no reader: `in_words_of` says whose words they are.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from closeknit.accounts.letters import in_words_of
from closeknit.networks.letters import send

from .models import Lead, Seat


def _words(page: str, token: str, more: str = "") -> dict[str, str]:
    site = urlsplit(settings.URL).netloc
    return {"site": site, "url": settings.URL + reverse(page, args=[token]) + more}


@task()
def post_place(key: str) -> None:
    """The link of a place goes to the address that was given with it: the one letter that goes to
    an address nobody proved. Its mark shows that whoever comes by it got the letter."""
    seat = Seat.by_key(key)
    if seat is not None and seat.email and seat.nonce and not seat.series.practice:
        with in_words_of(seat.email):
            words = _words("place", seat.token, f"?by={seat.mark}")
            body = render_to_string("workshops/letters/place.txt", words)
            send(_("Your place in a workshop"), body, seat.email)


@task()
def post_lead(key: str) -> None:
    """The question whether somebody leads a series goes to their address."""
    lead = Lead.by_key(key)
    if lead is not None and lead.email and lead.nonce and not lead.series.practice:
        with in_words_of(lead.email):
            body = render_to_string("workshops/letters/lead.txt", _words("lead_link", lead.token))
            send(_("Somebody would like to ask you something"), body, lead.email)
