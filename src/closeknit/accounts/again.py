"""Is it you? Asked once more before something that cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse

View = Callable[..., HttpResponse]


def again(view: View) -> View:
    """Marks a view that wants it. Whoever has neither password nor passkey cannot be asked."""
    asking: View = reauthentication_required(app="allauth.account")(view)
    return asking
