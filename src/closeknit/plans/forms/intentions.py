"""What people type about one small thing to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.networks.snapshot import Snapshot
from closeknit.plans.models import Intention


class IntentionForm(forms.ModelForm[Intention]):
    """One small thing, perhaps with one person."""

    class Meta:
        model = Intention
        fields = ["words", "person", "finding"]
        labels = {"words": _("What would it be?"), "person": _("With whom?")}
        help_texts = {"words": _("For example: call Kofi on Sunday.")}
        widgets = {"finding": forms.HiddenInput}

    def __init__(self, *args: Any, seen: Snapshot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(key, person.name) for key, person in seen.people.items()]
        field = forms.ChoiceField(
            label=_("With whom?"), choices=[("", _("Nobody in particular")), *names], required=False
        )
        self.fields["person"] = field
        self.people = seen.people

    def clean_person(self) -> Any:
        return self.people.get(self.cleaned_data["person"])
