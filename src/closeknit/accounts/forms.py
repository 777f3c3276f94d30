"""What people type when they come in. The thinking is allauth's, the words are ours."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from . import known
from .adapter import FIRST, INVITED
from .models import Account
from .recovery import settle

WORDS = {
    "name": _("Your name"),
    "email": _("Your e-mail address"),
    "login": _("Your e-mail address"),
    "code": _("The six digits"),
    "password": _("Password"),
    "oldpassword": _("The password you have"),
    "password1": _("The new password"),
    "password2": _("The new password, once more"),
}


class Plain:
    """Says our words on the labels, and nothing inside the boxes."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = WORDS.get(name, field.label)
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.pop("autofocus", None)
        if "code" in self.fields:
            self.fields["code"].widget.attrs["inputmode"] = "numeric"
            if carried().get(known.LONG_CODE):
                self.fields["code"].label = _("The twelve digits")


def carried() -> Any:
    """What the browser carries that asks for this form."""
    return getattr(context.request, "session", {})


class SignupForm(Plain, allauth.SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("email", carried().get(INVITED, ""))

    def clean_email(self) -> str:
        email = str(super().clean_email())
        invited = carried().get(INVITED)
        if invited and not settings.OPEN and not carried().get(FIRST) and email != invited:
            raise forms.ValidationError(
                _("The invitation is for another address. Type the one it came to.")
            )
        return email


class LoginForm(Plain, allauth.LoginForm):  # type: ignore[misc]
    pass


class RequestLoginCodeForm(Plain, allauth.RequestLoginCodeForm):  # type: ignore[misc]
    def clean_email(self) -> str:
        """As in allauth, but somebody else’s asking keeps nobody out, and a rest is told."""
        email = str(self.cleaned_data["email"])
        settle()
        if known.asks_too_often(context.request, email):
            raise get_adapter().validation_error("too_many_login_attempts")
        # Accounts at rest are among them: whoever types the code is told why.
        found = filter_users_by_email(email, prefer_verified=True, for_login=True)
        self._user: Account | None = found[0] if found else None
        if self._user and not self._user.codes_by_mail:
            get_adapter().send_mail("account/email/codes_off", email, {})
            self._user = None
        return email


class ConfirmLoginCodeForm(Plain, allauth.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class ConfirmEmailForm(Plain, allauth.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    pass


class ConfirmResetForm(Plain, allauth.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(Plain, allauth.ResetPasswordForm):  # type: ignore[misc]
    def clean_email(self) -> str:
        settle()
        if known.asks_too_often(context.request, self.cleaned_data["email"]):
            raise get_adapter().validation_error("too_many_login_attempts")
        return str(super().clean_email())


class NewPasswordForm(Plain, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(Plain, allauth.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(Plain, allauth.SetPasswordForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(Plain, allauth.ReauthenticateForm):  # type: ignore[misc]
    pass


class AddEmailForm(Plain, allauth.AddEmailForm):  # type: ignore[misc]
    pass


class AddPasskeyForm(Plain, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = ""
        self.fields["name"].label = _("A name for it")


class RenamePasskeyForm(Plain, passkeys.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")


class QuietForm(forms.ModelForm[Account]):
    """Whether tabs and letters say only a plain word."""

    class Meta:
        model = Account
        fields = ("neutral",)
        labels = {"neutral": _("Say only a plain word on the tab and in letters")}
