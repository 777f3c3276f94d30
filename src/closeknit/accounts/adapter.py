"""Who may make an account here, and where entering leads."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from .models import Account

FIRST = "first_account"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Joining is closed unless the operator opened it, or nobody is here yet and holds the key."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        if settings.OPEN:
            return True
        return bool(request.session.get(FIRST)) and nobody_here()


def nobody_here() -> bool:
    """True until the first real account exists."""
    return not Account.objects.filter(made_up=False).exists()
