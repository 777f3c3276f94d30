"""Who is thought of for the turns of an ask, and when they can."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.design.days import day
from closeknit.design.forms import Toggles
from closeknit.networks.models import Person
from closeknit.plans.asked import Slot

MOST = 20


class RotaForm(forms.Form):
    """Who to think of; then for each of them the times they cannot, and those they like."""

    who = forms.MultipleChoiceField(
        label=_("Whom do you think of?"),
        widget=Toggles,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(
        self,
        data: Any,
        *,
        people: Mapping[str, Person],
        here: Collection[str],
        slots: Sequence[Slot],
    ) -> None:
        super().__init__(data)
        first = sorted(people.values(), key=lambda person: person.pk not in here)
        names = [(person.pk, person.name) for person in first]
        self.fields["who"].choices = names  # type: ignore[attr-defined]
        self.initial["who"] = [key for key, _name in names if key in here][:MOST]
        self.wishes: list[tuple[Person, Any, Any]] = []
        times = [(slot.starts_at.isoformat(), _day(slot)) for slot in slots if slot.open_seats]
        chosen = data.getlist("who") if data is not None else []
        for key in [key for key in dict.fromkeys(chosen) if key in people][:MOST]:
            self._add(people[key], times)

    def _add(self, person: Person, times: list[tuple[str, str]]) -> None:
        for name, label in (("away", _("Cannot on")), ("likes", _("Would like"))):
            self.fields[f"{name}-{person.pk}"] = forms.MultipleChoiceField(
                label=label, choices=times, required=False, widget=Toggles
            )
        away, likes = (self[f"{name}-{person.pk}"] for name in ("away", "likes"))
        self.wishes.append((person, away, likes))

    def clean_who(self) -> list[str]:
        who: list[str] = self.cleaned_data["who"]
        if len(who) > MOST:
            raise forms.ValidationError(_("Think of twenty people at most in one go."))
        return who

    def pairs(self, name: str) -> set[tuple[str, str]]:
        """Pairs of a person and a time they said this about."""
        return {
            (person.pk, time)
            for person, _away, _likes in self.wishes
            for time in self.cleaned_data.get(f"{name}-{person.pk}", ())
        }


def _day(slot: Slot) -> str:
    return day(timezone.localtime(slot.starts_at))
