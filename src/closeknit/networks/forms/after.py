"""What the person chooses for the time after them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import Cards
from closeknit.networks.models import Network

from .base import Versioned

ONE_OF_THESE = _("Please choose one of these.")
HINTS = {
    "read": _("Nobody can change anything any more."),
    "erase": _("Until then it can be read. Those who want to keep something can take it along."),
}


class AfterForm(Versioned):
    """What becomes of the network after me."""

    use_required_attribute = False

    after_me = forms.ChoiceField(
        label=_("What becomes of this network?"),
        choices=Network.After.choices,
        widget=Cards(hints=HINTS),
        error_messages={"required": ONE_OF_THESE, "invalid_choice": ONE_OF_THESE},
    )
