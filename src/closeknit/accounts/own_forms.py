"""What people say about their own account."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from closeknit.design.forms import Cards, InlineCards

from . import zones
from .models import LONGEST_WAIT, Account, Stays, TextSize
from .paper import DIGITS, digits_of


def days_to_wait() -> list[tuple[int, str]]:
    """None, or up to the longest wait."""
    return [(0, str(_("No wait: it works at once")))] + [
        (days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days})
        for days in range(1, LONGEST_WAIT + 1)
    ]


class AboutForm(forms.ModelForm[Account]):
    """Name, language, time zone and how large pages are written."""

    use_required_attribute = False

    class Meta:
        model = Account
        fields = ("name", "language", "time_zone", "text_size")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "text_size": InlineCards,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        usual = ("", _("As my browser asks for"))
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=[usual, *settings.LANGUAGES], required=False
        )
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            help_text=_("Choose the place whose clock shows what yours shows."),
            choices=zones.choices(timezone.now()),
            required=False,
        )
        self.fields["text_size"] = forms.ChoiceField(
            label=_("How large pages are written"), choices=TextSize, widget=InlineCards
        )


class StaysForm(forms.ModelForm[Account]):
    """How long a device stays signed in."""

    use_required_attribute = False

    class Meta:
        model = Account
        fields = ("stays",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {
            Stays.QUARTER: _("For a device that others use as well."),
            Stays.DAY: _("For most people."),
            Stays.MONTH: _("For a device that only I use."),
        }
        self.fields["stays"] = forms.TypedChoiceField(
            label=_("How long do I stay signed in, after I last used a device?"),
            choices=Stays,
            coerce=int,
            widget=Cards(hints=hints),
        )


class WaitingForm(forms.ModelForm[Account]):
    """How long another way in waits, and whether a code by e-mail lets one in."""

    use_required_attribute = False

    class Meta:
        model = Account
        fields = ("waiting_days", "codes_by_mail")
        help_texts = {
            "codes_by_mail": _(
                "Whoever reads your mail can come in by it. "
                "Without it you need a passkey or a password."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["waiting_days"] = forms.TypedChoiceField(
            label=_("How long should it wait?"), choices=days_to_wait, coerce=int
        )

    def clean_codes_by_mail(self) -> bool:
        wanted = bool(self.cleaned_data["codes_by_mail"])
        account = self.instance
        other = account.has_usable_password() or Authenticator.objects.filter(user=account).exists()
        if not wanted and not other:
            raise forms.ValidationError(_("First add a passkey or choose a password."))
        return wanted


class PaperForm(forms.Form):
    """Coming in with a code on paper."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The address of your account, even if you cannot read mail there any more."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    code = forms.CharField(
        label=_("One code of your page"),
        help_text=_("Twelve digits. Spaces do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        digits = digits_of(self.cleaned_data["code"])
        if len(digits) != DIGITS:
            raise forms.ValidationError(_("A code has twelve digits."))
        return digits
