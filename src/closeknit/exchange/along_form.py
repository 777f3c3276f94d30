"""To which network somebody is taken along, and what goes along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import Cards, Ticks
from closeknit.design.quoting import labelled
from closeknit.networks.models import Contact, Network, Note

CHOOSE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}


class AlongForm(forms.Form):
    """The other network, ways to reach them, one’s own notes, and whether they stay here."""

    to = forms.ChoiceField(label=_("To which network?"), widget=Cards, error_messages=CHOOSE)
    ways = forms.MultipleChoiceField(
        label=_("Ways to reach them that go along"), required=False, widget=Ticks
    )
    notes = forms.MultipleChoiceField(
        label=_("Your own notes that go along"), required=False, widget=Ticks
    )
    away = forms.BooleanField(
        label=_("Take them off the map here"),
        required=False,
        help_text=_("For 30 days everything can come back here as it was."),
    )
    another = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        others: Sequence[Network],
        ways: Sequence[Contact],
        notes: Sequence[Note],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.there = {row.pk: row for row in (*ways, *notes)}
        self._offer("to", [(one.pk, one.name) for one in others])
        self._offer("ways", [(one.pk, labelled(one.get_how_display(), one.value)) for one in ways])
        self._offer("notes", [(one.pk, one.text[:120]) for one in notes])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not choices and name != "to":
            del self.fields[name]

    def chosen_ways(self) -> list[Any]:
        return [self.there[key] for key in self.cleaned_data.get("ways", ())]

    def chosen_notes(self) -> list[Any]:
        return [self.there[key] for key in self.cleaned_data.get("notes", ())]
