"""What somebody writes for a group who brings along a story or a picture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import Cards, InlineCards
from closeknit.workshops.models import Going, Offer


class OfferForm(forms.Form):
    """The words of the copy, who is named how, and whether it may stand in a recap."""

    words = forms.CharField(
        label=_("What the group reads"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "A copy of its own: shorten it as you like. Names of people who did not say yes "
            "to their name are left out by themselves; “Mum” or “my aunt” are not."
        ),
        error_messages={"required": _("Write at least a sentence.")},
    )
    alt = forms.CharField(
        label=_("What is to be seen in the picture?"),
        max_length=300,
        help_text=_("For those who do not see it."),
        error_messages={"required": _("Say in a few words what is to be seen.")},
    )
    named = forms.ChoiceField(
        label=_("How are you named?"), choices=Going.Named.choices, widget=Cards
    )
    called = forms.ChoiceField(label="", choices=Offer.Called.choices, widget=Cards)
    goes = forms.ChoiceField(
        label=_("May it stand in a recap, which others read as well?"),
        choices=[("no", _("No, it is for the group alone")), ("yes", _("Yes, it may"))],
        widget=InlineCards,
    )

    def __init__(self, *args: Any, focus: str, picture: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not picture:
            del self.fields["alt"]
        if focus:
            self.fields["called"].label = _("How is %(name)s named?") % {"name": focus}
        else:
            del self.fields["called"]

    def said(self) -> dict[str, Any]:
        """What was typed, as a row takes it."""
        return {**self.cleaned_data, "goes": self.cleaned_data["goes"] == "yes"}
