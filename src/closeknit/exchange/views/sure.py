"""Is it you? Asked before a whole network goes out, or goes for good."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse


def ask_again(request: HttpRequest) -> HttpResponseRedirect | None:
    """The way to the page that asks, and from there back to this one; None when it was asked.

    A form is not sent on by itself afterwards: whoever comes back sees the page once more.
    """
    if not is_reauthentication_required(request, app="exchange"):
        return None
    again = urlencode({"next": request.path})
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{again}")
