"""Opening a network: whose it is, and how that person agreed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import Cards
from closeknit.networks.models import Agreed

AGREED = {
    Agreed.SAID: _("%(name)s said yes in words"),
    Agreed.SHOWED: _("%(name)s showed it in another way: a sign, a picture, a smile"),
    Agreed.NOT_YET: _("%(name)s has not been asked yet"),
}


class NameForm(forms.Form):
    """The name of the person in the middle."""

    name = forms.CharField(
        max_length=120,
        error_messages={"required": _("A first name or a nickname is enough.")},
    )

    def __init__(self, *args: Any, mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = _("Your name") if mine else _("The name of this person")
        name.help_text = (
            _("As your friends call you.") if mine else _("As friends and family say it.")
        )


class AgreedForm(forms.Form):
    """How the person agreed that their network is kept here."""

    agreed = forms.ChoiceField(
        widget=Cards,
        error_messages={"required": _("Choose one. “Not asked yet” is an honest answer.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreed = self.fields["agreed"]
        assert isinstance(agreed, forms.ChoiceField)
        agreed.choices = [(key, words % {"name": name}) for key, words in AGREED.items()]
        agreed.label = _("How did %(name)s agree?") % {"name": name}
