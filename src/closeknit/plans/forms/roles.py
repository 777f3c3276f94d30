"""What people type about roles: whom to ask for what, and what somebody said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.networks.forms import Versioned
from closeknit.networks.models import Person
from closeknit.networks.wish_forms import THEIR_ROLES
from closeknit.plans.models import Confidant, Role
from closeknit.plans.models.roles import BACK, NO, OWN, YES

from .fields import day_field


def gone_by(field: str, form: forms.BaseForm) -> dt.date | None:
    """A day on which something was said: not one still to come."""
    found: dt.date | None = form.cleaned_data[field]
    if found and found > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return found


class AskRoleForm(forms.ModelForm[Role]):
    """Whom to ask, for which role, and what it would mean."""

    kind = forms.ChoiceField(label=_("What would they take on?"), choices=())
    person = forms.ChoiceField(label=_("Whom would you ask?"), choices=())
    yes_on = day_field(
        _("Did they say yes already? On which day?"),
        _("Leave it empty if they have not been asked yet, or have not answered."),
    )
    review_on = day_field(_("When is it looked at again?"), _("A year is a good while."))

    class Meta:
        model = Role
        fields = ["kind", "name", "person", "words", "yes_on", "review_on", "paper"]
        labels = {
            "name": _("What is it called?"),
            "words": _("What would it mean here?"),
            "paper": _("Is there a legal paper beside it? Where?"),
        }
        help_texts = {
            "name": _("Only for a role of your own. For example: the one who cooks on Fridays."),
            "words": _("For example: comes along to the doctor’s, and asks what I asked before."),
        }

    def __init__(
        self, *args: Any, people: Mapping[str, Person], stands_in: Role | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.stands_in = people, stands_in
        known = [(key, words) for key, words in THEIR_ROLES.items() if key != "confidant"]
        self.fields["kind"].choices = [*known, (OWN, _("A role of our own"))]  # type: ignore[attr-defined]
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (key, one.name)
            for key, one in people.items()
            if one.kind == "person" and not (stands_in and key == stands_in.person_id)
        ]
        if stands_in:
            for name in ("kind", "name", "paper"):
                del self.fields[name]

    def clean_person(self) -> Any:
        return self.people[self.cleaned_data["person"]]

    def clean_yes_on(self) -> dt.date | None:
        return gone_by("yes_on", self)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.stands_in:
            first = self.stands_in
            data |= {"kind": first.kind, "name": first.name, "stand_in_of": first}
        elif data.get("kind") == OWN and not data.get("name"):
            self.add_error("name", _("Say in a few words what it is."))
        elif data.get("kind") != OWN:
            data["name"] = ""
        return data


class RoleForm(Versioned):
    """What a role means here, and when it is looked at again."""

    words = forms.CharField(label=_("What does it mean here?"), max_length=300, required=False)
    review_on = day_field(_("When is it looked at again?"))
    paper = forms.CharField(
        label=_("A legal paper beside it, and where it is"), max_length=200, required=False
    )

    def __init__(self, *args: Any, proposes: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if proposes:  # what waits for a yes holds no more than it needs
            del self.fields["paper"]


class SaidForm(forms.Form):
    """What somebody said, and when."""

    said = forms.ChoiceField(
        label=_("What was said?"),
        choices=[(YES, _("Yes")), (NO, _("No, and that is fine")), (BACK, _("Gives it back"))],
    )
    on = day_field(_("On which day?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_on(self) -> dt.date:
        return gone_by("on", self) or timezone.localdate()


class ConfidantForm(forms.ModelForm[Confidant]):
    """Whom somebody would like to trust with everything."""

    person = forms.ChoiceField(label=_("Whom would you ask?"), choices=())

    class Meta:
        model = Confidant
        fields = ["person", "words"]
        labels = {"words": _("What would you like to say to them?")}

    def __init__(self, *args: Any, people: Mapping[str, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        names = [(key, one.name) for key, one in people.items() if one.kind == "person"]
        self.fields["person"].choices = names  # type: ignore[attr-defined]

    def clean_person(self) -> Any:
        return self.people[self.cleaned_data["person"]]
