"""What people type about one small thing to do, or about a wish to be in touch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.networks.forms import Versioned
from closeknit.plans.models import Intention
from closeknit.plans.models.intentions import MOST_DAYS
from closeknit.plans.time_for import Around
from closeknit.plans.time_words import RHYTHMS
from closeknit.policy import Level

from .fields import day_field

OWN, FOCUS = "own", "focus"
A_NUMBER = _("Please write a number from 1 to 730.")
NOBODY_TO_MEET = ("died", "thing")
"""With whom nothing new can be meant."""


class IntentionForm(Versioned):
    """One thing, once or again and again, perhaps with one person."""

    person = forms.ChoiceField(label=_("With whom?"), required=False)
    rhythm = forms.ChoiceField(
        label=_("How often?"),
        required=False,
        choices=[("", _("Once")), *RHYTHMS.items(), (OWN, _("My own number of days"))],
    )
    days = forms.IntegerField(
        label=_("Every how many days?"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Only for your own number of days."),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), A_NUMBER),
    )
    words = forms.CharField(
        label=_("What would it be?"),
        required=False,
        max_length=200,
        help_text=_("For example: call Kofi on Sunday. For being in touch you may leave it empty."),
    )
    by_when = day_field(_("By when?"), _("Only for something once. It may stay open."))
    shared = forms.BooleanField(label=_("It is the network’s"), required=False)
    finding = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, around: Around, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.around = around
        choices = [("", _("Nobody in particular")), *self._with_whom()]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        if not around.may_count:
            del self.fields["rhythm"], self.fields["days"]
        if around.actor.in_charge:
            self.fields["shared"].help_text = self._shared_with()
        else:
            del self.fields["shared"]

    def _with_whom(self) -> list[tuple[str, str]]:
        around, me = self.around, self.around.actor.person
        there = (one for one in around.people.values() if one.kind not in NOBODY_TO_MEET)
        names = [(one.pk, one.name) for one in there if one.pk != me]
        names.sort(key=lambda one: one[1].casefold())
        return [(FOCUS, around.network.name), *names] if me else names

    def _shared_with(self) -> str:
        if self.around.mine:
            return __("Then those who look after it with you see it as well. Else only you do.")
        name = {"name": self.around.network.name}
        return __("Then %(name)s and the other stewards see it as well. Else only you do.") % name

    @classmethod
    def filled(cls, row: Any) -> dict[str, Any]:
        every = row.every
        return {
            "person": row.person_id or (FOCUS if every else ""),
            "rhythm": "" if not every else str(every) if every in RHYTHMS else OWN,
            "days": every if every and every not in RHYTHMS else None,
            "words": row.words,
            "by_when": row.by_when,
            "shared": row.audience == Level.STEWARDS,
            "finding": row.finding,
        }

    def clean_by_when(self) -> Any:
        day = self.cleaned_data["by_when"]
        if day and day < timezone.localdate() and day != self.initial.get("by_when"):
            raise ValidationError(__("This day is over. Choose one to come, or leave it empty."))
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        rhythm, days = said.get("rhythm"), said.get("days")
        if rhythm == OWN and days is None and "days" not in self.errors:
            self.add_error("days", __("Please write a number of days."))
        if rhythm and rhythm != OWN and days is not None:
            self.add_error("days", __("You chose another rhythm above. Leave this empty."))
        if rhythm and said.get("by_when"):
            self.add_error("by_when", __("Something again and again has no last day."))
        self._needs(said, bool(rhythm or days))
        return said

    def _needs(self, said: dict[str, Any], again: bool) -> None:
        """Once needs words, again and again needs somebody."""
        actor = self.around.actor
        if not again and not said.get("words") and "words" not in self.errors:
            self.add_error("words", __("Please write what it would be."))
        if again and not said.get("person"):
            if actor.person:  # whoever takes part means it with the focus person
                said["person"] = FOCUS
            else:
                self.add_error("person", __("With whom would you like to be in touch?"))
        if again and not actor.in_charge and said.get("person") not in ("", FOCUS):
            name = {"name": self.around.network.name}
            self.add_error("person", __("What counts here is time with %(name)s.") % name)

    def changes(self) -> dict[str, Any]:
        """What is to be written; without who sees it, which is said once."""
        said = self.cleaned_data
        days = said.get("days")
        rhythm = said.get("rhythm") or (OWN if days else "")
        return {
            "person": self.around.people.get(said["person"]),
            "every": days if rhythm == OWN else int(rhythm) if rhythm else None,
            "words": said["words"],
            "by_when": said["by_when"],
            "finding": said["finding"],
        }

    def typed(self) -> dict[str, Any]:
        return {name: said for name, said in self.cleaned_data.items() if name != "version"}

    def audience(self) -> Level:
        """Of the network, or private: how often a steward meets the person is their own matter, how
        often somebody else does is not."""
        said = self.changes()
        if said["every"] and not self.around.mine:
            return Level.STEWARDS if said["person"] else Level.ONLY_ME
        return Level.STEWARDS if self.cleaned_data.get("shared") else Level.ONLY_ME

    def make(self) -> Intention:
        """Written down."""
        actor = self.around.actor
        return Intention.make(actor, "meant", audience=self.audience(), **self.changes())
