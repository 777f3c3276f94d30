"""What is said about somebody's part: what they are here, until when; and what the person said."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import Cards
from closeknit.networks.members import last_day
from closeknit.networks.models import Membership, Saying
from closeknit.policy import Role

from .inviting import FAR, TOO_FAR

KINDS = {
    "member": (_("Takes part"), _("Family, a friend, a neighbour.")),
    "paid": (_("Is paid to be here"), _("It ends by itself, usually after 90 days.")),
    "facilitator": (_("Helps the network to meet"), _("It ends by itself within a year.")),
    "guest": (_("A guest"), _("Sees only what they are chosen for.")),
}
LONGEST = 365
ONE_OF_THESE = _("Please choose one of these.")
SOMEDAY = _("Please choose a day that is still to come.")


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is nothing at all; None while somebody only looks."""
    return request.POST if request.method == "POST" else None


def kind_of(part: Membership) -> str:
    """The choice that stands for a part."""
    return "paid" if part.role == Role.MEMBER and part.paid else str(part.role)


def filled(part: Membership) -> dict[str, Any]:
    """A part as the form shows it."""
    return {"kind": kind_of(part), "until": last_day(part.until) if part.until else None}


class PartForm(forms.Form):
    """What somebody is here, and until when. An end that must be and is not said is the usual."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("What are they here?"),
        choices=[(key, words) for key, (words, _hint) in KINDS.items()],
        widget=Cards(hints={key: hint for key, (_words, hint) in KINDS.items()}),
        error_messages={"required": ONE_OF_THESE, "invalid_choice": ONE_OF_THESE},
    )
    until = forms.DateField(
        label=_("Until when?"),
        required=False,
        help_text=_("The last day. It may stay empty for whoever simply takes part."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("A day looks like 2027-03-31.")},
    )
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def clean_until(self) -> dt.date | None:
        until: dt.date | None = self.cleaned_data["until"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError(SOMEDAY)
        if until is not None and until.year > FAR:
            raise forms.ValidationError(TOO_FAR)
        return until

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        until = said.get("until")
        latest = timezone.localdate() + dt.timedelta(days=LONGEST)
        if until and said.get("kind") in ("paid", "facilitator") and until > latest:
            self.add_error("until", __("At most a year from today. It can be made longer then."))
        return said

    def part(self) -> dict[str, Any]:
        """The part as the verbs take it: the last day counts until it is over."""
        said = self.cleaned_data
        kind, until = said["kind"], said["until"]
        ends = None
        if until is not None:
            after = dt.datetime.combine(until + dt.timedelta(days=1), dt.time.min)
            ends = timezone.make_aware(after)
        role = Role.MEMBER if kind == "paid" else Role(kind)
        return {"role": role, "paid": kind == "paid", "until": ends}


class SaidForm(forms.Form):
    """What the person said, in their own way."""

    use_required_attribute = False

    how = forms.ChoiceField(
        widget=Cards, error_messages={"required": ONE_OF_THESE, "invalid_choice": ONE_OF_THESE}
    )
    words = forms.CharField(
        label=_("Their own words"),
        required=False,
        max_length=300,
        help_text=_("They can read this when they come in themselves."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, name: str, may_wait: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        how: Any = self.fields["how"]
        how.label = _("How did %(name)s say it?") % {"name": name}
        if may_wait:
            how.label = _("Has %(name)s said yes?") % {"name": name}
        words = {
            Saying.How.WORDS: _("Yes, in words") if may_wait else _("In words"),
            Saying.How.SIGN: _("Yes, by a sign or in their own way")
            if may_wait
            else _("By a sign or in their own way"),
            Saying.How.PICTURES: _("Yes, with pictures") if may_wait else _("With pictures"),
        }
        waits = {Saying.How.NOT_YET: _("Not asked yet: it waits")} if may_wait else {}
        how.choices = [(key, said) for key, said in {**words, **waits}.items()]

    def said(self) -> dict[str, Any]:
        """How and what, as the verbs take it; nothing while the person was not asked."""
        how = self.cleaned_data["how"]
        return {} if how == Saying.How.NOT_YET else {"how": how, "said": self.cleaned_data["words"]}


class CodeForm(forms.Form):
    """The code on a card, as somebody copies it."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("The code on your card"),
        max_length=60,
        help_text=_("Capitals, spaces and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Please copy the code from your card.")},
    )


class AddressForm(forms.Form):
    """Where to reach whoever comes in for the first time."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send a code there, so that you can come in again. Nothing else."),
        error_messages={
            "required": _("Please type your address."),
            "invalid": _("This does not look like an e-mail address."),
        },
    )
