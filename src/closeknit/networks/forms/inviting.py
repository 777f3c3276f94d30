"""Asking somebody in: which part, where the letter goes, and the words of whoever asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import Cards
from closeknit.networks.models import Invitation
from closeknit.networks.models.taking_part import FACILITATOR_DAYS, PAID_DAYS
from closeknit.networks.parts import PARTS, part_of, split
from closeknit.policy import Actor, Role

FAR = 9000  # a year after which the day after a day may be none
TOO_FAR = _("This day is too far away. Please choose an earlier one.")


def day_after(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def end_of(day: dt.date) -> dt.datetime:
    """The first moment after this day."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
    return timezone.make_aware(midnight)


class PartForm(forms.Form):
    """Which part, and until when."""

    part = forms.ChoiceField(label=_("As what?"), widget=Cards)
    until = forms.DateField(
        label=_("Until which day?"),
        required=False,
        help_text=_("For whoever is paid: usually 90 days. For a facilitator: at most a year."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, parts: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["part"]
        field.choices = [(key, PARTS[key].words) for key in PARTS if key in parts]
        field.widget.hints = {key: PARTS[key].hint for key in parts}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        part, until = said.get("part", ""), said.get("until")
        if part == "facilitator" and not until:
            self.add_error("until", __("A facilitator comes for a time. Please say until when."))
        if part == "paid" and not until and "until" not in self.errors:
            said["until"] = day_after(PAID_DAYS)
        if until and until.year > FAR:
            self.add_error("until", TOO_FAR)
        elif until and until <= timezone.localdate():
            self.add_error("until", __("This day is over. Please choose a later one."))
        elif until and until >= day_after(FACILITATOR_DAYS - 1) and part in ("facilitator", "paid"):
            self.add_error("until", __("That is more than a year. Please choose an earlier day."))
        return said

    def asked(self) -> dict[str, Any]:
        """The part as a row keeps it."""
        role, paid = split(self.cleaned_data["part"])
        until = self.cleaned_data.get("until")
        return {"role": role, "paid": paid, "until": end_of(until) if until else None}


class InviteForm(PartForm):
    """Everything that is asked for at once; the words are kept as they were typed."""

    name = forms.CharField(label=_("Who is it?"), max_length=120)
    address = forms.EmailField(
        label=_("Their e-mail address"),
        required=False,
        help_text=_(
            "A letter goes there, and only whoever has this address can say yes at once. Without "
            "an address you get a card to hand over, and confirm later who said yes to it."
        ),
    )
    why = forms.CharField(
        label=_("Why them?"),
        max_length=600,
        help_text=_("A sentence is enough: what you like about them, or a time they turned up."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    together = forms.CharField(
        label=_("One small thing together"),
        max_length=300,
        required=False,
        help_text=_("Tea on Sunday, a walk, a song. Something they can picture."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    meaning = forms.CharField(
        label=_("What it does not mean"),
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    says_who = forms.BooleanField(label=_("The letter may say who asks"), required=False)
    says_whose = forms.BooleanField(label=_("The page may say whose network it is"), required=False)

    def __init__(self, *args: Any, actor: Actor, placed: bool, **more: Any) -> None:
        parts = [key for role in Invitation.parts(actor) for key in keys_of(role)]
        super().__init__(*args, parts=parts, **more)
        self.actor = actor
        mine = actor.role is Role.PERSON
        self.initial.setdefault("meaning", no_duty(mine))
        self.initial.setdefault("part", "member")
        if mine:
            del self.fields["says_whose"]
        if placed:
            del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if Invitation.was_a_stranger(self.actor, (said.get("address") or "").lower()):
            self.add_error(
                "address",
                __("Somebody at this address did not know who asked. Is it the right one?"),
            )
        if Invitation.too_many(self.actor):
            raise ValidationError(
                __("That is enough for today. What you wrote stays here; go on tomorrow.")
            )
        return said

    def invitation(self) -> dict[str, Any]:
        """What the row says."""
        said = self.cleaned_data
        mine = "says_whose" not in self.fields
        return {
            **self.asked(),
            "name": said.get("name", ""),
            "address": said["address"].lower(),
            **{name: said[name] for name in ("why", "together", "meaning", "says_who")},
            "says_whose": mine or said["says_whose"],
        }


def keys_of(role: str) -> tuple[str, ...]:
    """The parts on a page for one role of the policy: whoever takes part may be paid or not."""
    return ("member", "paid") if role == Role.MEMBER else (role,)


def no_duty(mine: bool) -> str:
    """What joining does not mean, in the words it begins with."""
    if mine:
        return __(
            "It is no duty. You do nothing you did not say yes to, and “no” is always fine. "
            "You do not become responsible for me, and it has nothing to do with money. "
            "You can leave any day, without a reason."
        )
    return __(
        "It is no duty. You do nothing you did not say yes to, and “no” is always fine. "
        "You do not become responsible for anybody, and it has nothing to do with money. "
        "You can leave any day, without a reason."
    )


class ShrinkForm(PartForm):
    """A smaller part than was offered, or a shorter time."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Invitation, actor: Actor, **more: Any) -> None:
        offered = [key for role in Invitation.parts(actor) for key in keys_of(role)]
        super().__init__(
            *args, parts=[key for key in offered if row.may_become(*split(key))], **more
        )
        self.initial.setdefault("part", part_of(row.role, row.paid))
        self.initial.setdefault("version", row.version)
        if row.until:
            last = timezone.localtime(row.until) - dt.timedelta(days=1)
            self.initial.setdefault("until", last.date())


class AddressForm(forms.Form):
    """The address of an account that somebody with a card is about to make."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send a code there. It is how you come in from then on."),
    )
    email.widget.attrs["autocomplete"] = "email"


class CodeForm(forms.Form):
    """The code on a card."""

    code = forms.CharField(
        label=_("The code on the card"),
        max_length=40,
        help_text=_("Twelve letters and digits. Capitals and dashes do not matter."),
    )
    code.widget.attrs.update({"autocomplete": "off", "autocapitalize": "characters"})


class NameForm(forms.Form):
    """Somebody who is not on the map yet."""

    name = forms.CharField(label=_("Name"), max_length=120)
