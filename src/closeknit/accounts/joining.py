"""What joining asks for beside the e-mail address; allauth reads it while building its forms."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Account


class NameForm(forms.Form):
    """A name to be called by."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    name.widget.attrs.update({"autocomplete": "name"})

    def signup(self, request: HttpRequest, account: Account) -> None:
        account.name = self.cleaned_data["name"]
        account.save(update_fields=["name"])
