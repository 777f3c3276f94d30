"""Two entries that are one person: whose words are kept, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import Cards
from closeknit.networks.models import Person


class SameForm(forms.Form):
    """A question for each field in which the two say different things."""

    seen = forms.CharField(max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Iterable[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        for one in choices:
            self.fields[one.name] = forms.ChoiceField(
                label=one.label,
                choices=[("kept", one.kept), ("gone", one.gone)],
                initial=one.fuller,
                widget=Cards,
            )

    def chosen(self) -> dict[str, str]:
        return {name: said for name, said in self.cleaned_data.items() if name != "seen"}


class WhoForm(forms.Form):
    """Which of the others it is."""

    other = forms.ChoiceField(label=_("Who else is it?"))

    def __init__(self, *args: Any, others: Iterable[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        told = [
            (one.pk, f"{one.name}, {one.known_as}" if one.known_as else one.name) for one in others
        ]
        self.fields["other"].choices = [("", _("Choose somebody")), *told]  # type: ignore[attr-defined]
