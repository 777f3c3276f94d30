"""What people type when they join."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Account


class NameForm(forms.Form):
    """The first name on the sign-up page; allauth adds the e-mail address."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    name.widget.attrs.update({"autocomplete": "name"})

    def signup(self, request: HttpRequest, account: Account) -> None:
        account.name = self.cleaned_data["name"]
        account.save(update_fields=["name"])
