"""Who may make an account here, and where entering leads."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.internal.cryptokit import generate_user_code
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import known
from .letters import house_name, in_words_of, sender, tell_every_address
from .models import Account, Recovery
from .recovery import ask, settle

FIRST = "first_account"
INVITED = "invited"  # in the session: the address, in lower case, that somebody invited
RESTS = "rests_because"
PAUSE = _("That was a bit often. Wait some minutes, then go on.")
BY_CODE, HERE = _("Send me a code"), _("Say that it is you")
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
        if settings.OPEN or request.session.get(INVITED):
            return True
        return bool(request.session.get(FIRST)) and nobody_here()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        settle()
        super().pre_authenticate(request, **credentials)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        # Whoever came this far has shown that the account is theirs, so they may read why.
        request.session[RESTS] = user.rests_because
        asleep: HttpResponse = super().respond_user_inactive(request, user)
        return asleep

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Another address than the one somebody has waits as long as they chose."""
        account = email_address.user
        has_one = EmailAddress.objects.filter(user=account, verified=True).exists()
        if not (has_one and account.waiting_days):
            return bool(super().confirm_email(request, email_address))
        ask(account, Recovery.Kind.ADDRESS, email_address.email.lower())
        messages.success(request, _("The address is kept. It works when its wait is over."))
        return False

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        """A way in was added, changed or taken away: every address hears of it, without details."""
        tell_every_address(user, also=email or "")

    def generate_login_code(self) -> str:
        return self._code(super().generate_login_code())

    def generate_password_reset_code(self) -> str:
        return self._code(super().generate_password_reset_code())

    def _code(self, usual: str) -> str:
        if not self.request.session.get(known.LONG_CODE):
            return usual
        return str(generate_user_code(length=known.LONG, numeric=True, dashed=False))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        code = context.get("code", "")
        digits = " ".join(code[at : at + 3] for at in range(0, len(code), 3))
        super().send_mail(template_prefix, email, {**context, "digits": digits})

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        usual = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{usual} {known.own_number(request, credentials.get('email', ''))}".strip()

    def get_login_stages(self) -> list[str]:
        # A passkey is another way in, not a second lock: losing it must lock nobody out.
        return [stage for stage in super().get_login_stages() if "mfa" not in stage]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        if user.made_up:
            return [{"id": "again_here", "description": HERE, "url": reverse("again_here")}]
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for way in ways:
            way["description"] = AGAIN.get(way["id"], way["description"])
        return [*ways, {"id": "again_code", "description": BY_CODE, "url": reverse("again_code")}]

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None
    ) -> Any:
        """Letters hold a code and the name of the house; some want even that one plain."""
        reader = context.get("user") or Account.objects.filter(email__iexact=email).first()
        named = {**context, "house": house_name(reader)}
        with in_words_of(reader):
            letter = super().render_mail(template_prefix, email, named, headers)
        letter.from_email = sender(reader)
        return letter


def nobody_here() -> bool:
    """True until somebody real came in. An address that no code came back from is nobody."""
    never_in = {"last_login": None, "emailaddress__verified": False}
    return not Account.objects.filter(made_up=False).exclude(**never_in).exists()
