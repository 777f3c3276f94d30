"""Who may make an account here, and where entering leads."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Account

FIRST = "first_account"
PAUSE = _("That was a bit often. Wait some minutes, then go on.")
AGAIN = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Joining is closed unless the operator opened it, or nobody is here yet and holds the key."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is at rest."),
        "duplicate_email": _("That is the address you have."),
        "email_password_mismatch": _("This address and this password do not go together."),
        "email_taken": _("There is an account with this address already."),
        "enter_current_password": _("This is not the password you have."),
        "incorrect_code": _("These are not the digits we sent."),
        "incorrect_password": _("This is not the password."),
        "invalid_login": _("This way in did not work."),
        "same_as_current": _("That is the address you have."),
        "too_many_login_attempts": PAUSE,
        "rate_limited": PAUSE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        if settings.OPEN:
            return True
        return bool(request.session.get(FIRST)) and nobody_here()

    def get_login_stages(self) -> list[str]:
        # A passkey is another way in, not a second lock: losing it must lock nobody out.
        return [stage for stage in super().get_login_stages() if "mfa" not in stage]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for way in ways:
            way["description"] = AGAIN.get(way["id"], way["description"])
        return ways


def nobody_here() -> bool:
    """True until somebody real came in. An address that no code came back from is nobody."""
    never_in = {"last_login": None, "emailaddress__verified": False}
    return not Account.objects.filter(made_up=False).exclude(**never_in).exists()
