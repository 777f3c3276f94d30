"""What people type about legal papers, and about decisions as they were taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.networks.forms import Versioned
from closeknit.networks.models import Person
from closeknit.plans.models import Authority, Voice

from .fields import day_field
from .roles import gone_by


def line(label: Any, longest: int, required: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=required, help_text=hint)


def text(label: Any, longest: int, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=longest, required=False, help_text=hint, widget=widget
    )


class PaperForm(Versioned):
    """A paper that is said to give somebody a say."""

    kind = forms.ChoiceField(label=_("What does it say they are?"), choices=Authority.Kind.choices)
    about = line(
        _("What is it about?"), 200, required=True, hint=_("For example: health, money, a home.")
    )
    paper = line(_("Which paper is it?"), 200, hint=_("For example: signed at the notary’s."))
    seen_by = line(_("Who has seen it?"), 120)
    starts_on = day_field(_("From which day?"))
    ends_on = day_field(_("Until which day?"), _("Leave it empty if no end is known."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first one."))
        return data


class NewPaperForm(PaperForm):
    """The same, with whom it names."""

    person = forms.ChoiceField(label=_("Whom does it name?"), choices=())
    field_order = ["person", "kind"]

    def __init__(self, *args: Any, people: Mapping[str, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (key, one.name) for key, one in people.items() if one.kind in ("person", "group")
        ]

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]


class ContestForm(forms.Form):
    """Why somebody does not think so."""

    why = line(_("Why not? (you can leave this out)"), 300)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DecisionForm(Versioned):
    """One decision: what was asked and how, the own words, and what came of it."""

    asked = line(_("What was to be decided?"), 300, required=True)
    how = line(
        _("How was it asked?"),
        300,
        hint=_("For example: with pictures of both flats, on two days, with time in between."),
    )
    words = text(_("What was said, in the own words of whoever decides"), 2000)
    outcome = text(_("What came of it?"), 500)
    decided_on = day_field(_("When was it decided?"), _("Leave it empty while it is open."))
    review_on = day_field(_("When is it looked at again?"))

    def __init__(self, *args: Any, mine: bool, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = {"name": name}
        own = _("What I said, in my own words") if mine else _("What %(name)s said, word for word")
        self.fields["words"].label = own if mine else str(own) % about

    def clean_decided_on(self) -> dt.date | None:
        return gone_by("decided_on", self)


class VoiceForm(forms.Form):
    """Where somebody stood."""

    person = forms.ChoiceField(label=_("Who?"), choices=())
    stance = forms.ChoiceField(label=_("Where did they stand?"), choices=Voice.Stance.choices)
    words = line(_("What did they say? (you can leave this out)"), 300)

    def __init__(self, *args: Any, people: Mapping[str, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        names = [(key, one.name) for key, one in people.items() if one.kind == "person"]
        self.fields["person"].choices = names  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]
